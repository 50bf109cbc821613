/** One act on the chosen records: what it is to be, what it would do, and doing it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Modal } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { usePaused } from '../fields/references';
import { useFormat } from '../format';
import type { Selection } from '../list/selection';
import { useFollow } from '../operations/follow';
import { useFieldErrorText, useProblemText } from '../problems';
import type { FieldDescription } from '../records/description';
import styles from './bulk.module.css';
import { BulkPreview, type Verb } from './BulkPreview';
import { selectionOf, type BulkBody, type BulkDoor } from './door';
import { BLANK, editOf, type Act } from './draft';
import { AssignForm, DeleteForm, MoveForm, SetForm, TagsForm, type FormProps } from './forms';

const FORMS: Record<Act, ((props: FormProps) => ReactNode) | null> = {
  set: SetForm,
  tags: TagsForm,
  move: MoveForm,
  assign: AssignForm,
  delete: DeleteForm,
  restore: null,
};

interface Props {
  act: Act;
  door: BulkDoor;
  fields: readonly FieldDescription[];
  selection: Selection;
  onClose: () => void;
  onDone: () => void;
}

export function BulkDialog({ act, door, fields, selection, onClose, onDone }: Props) {
  const { t } = useTranslation('ui/bulk');
  const { number } = useFormat();
  const [draft, setDraft] = useState(BLANK);
  const body = useBody(act, draft, selection);
  const preview = usePreview(door, body);
  const begin = useBegin(door, onDone);
  const wrong = useWrong(preview.error);
  const Form = FORMS[act];
  const changing = body && !preview.old ? (preview.data?.changed ?? 0) : 0;
  const verb: Verb = act === 'delete' || act === 'restore' ? act : 'change';
  const nothing = body !== null && preview.data !== undefined && !preview.old;
  const idle = nothing ? t('nothing') : t('idle');
  const okText = changing > 0 ? t(`confirm.${verb}`, { count: changing, shown: number(changing) }) : idle;
  return (
    <Modal
      open
      width={640}
      title={t(`titles.${act}`)}
      onCancel={onClose}
      cancelText={t('cancel')}
      okText={okText}
      okButtonProps={{ danger: act === 'delete', disabled: changing === 0 }}
      confirmLoading={begin.isPending}
      onOk={() => body && begin.mutate(body)}
    >
      <div className={styles.dialog}>
        {Form && <Form fields={fields} door={door} draft={draft} onDraft={setDraft} wrong={wrong.at} />}
        <Refused error={begin.error ?? wrong.other} />
        {!preview.error && (
          <BulkPreview
            fields={fields}
            verb={verb}
            asked={body !== null}
            preview={preview.data}
            old={preview.old}
          />
        )}
      </div>
    </Modal>
  );
}

function useBody(act: Act, draft: typeof BLANK, selection: Selection): BulkBody | null {
  return useMemo(() => {
    const edit = editOf(act, draft);
    return edit && { ...edit, selection: selectionOf(selection) };
  }, [act, draft, selection]);
}

/** What the edit would do, asked when typing pauses. */
function usePreview(door: BulkDoor, body: BulkBody | null) {
  const written = body && JSON.stringify(body);
  const paused = usePaused(written, 300);
  const found = useQuery({
    queryKey: ['bulk', 'preview', door, paused],
    queryFn: () => door.preview(JSON.parse(paused ?? '') as BulkBody), // written just above
    enabled: paused !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return { data: found.data, error: found.error, old: written !== paused || found.isPlaceholderData };
}

function useBegin(door: BulkDoor, onDone: () => void) {
  const follow = useFollow();
  return useMutation({
    mutationFn: (body: BulkBody) => door.begin(body),
    onSuccess: (operation) => {
      void follow(operation);
      onDone();
    },
  });
}

/** What the service finds wrong, at its field where there is one. */
function useWrong(error: Error | null) {
  const text = useFieldErrorText();
  const named = error instanceof ProblemError && (error.problem.errors ?? []).length > 0;
  return {
    at: (pointer: string) => {
      const found = error instanceof ProblemError ? error.at(pointer) : undefined;
      return found && text(found);
    },
    other: named ? null : error,
  };
}

function Refused({ error }: { error: Error | null }) {
  const text = useProblemText();
  return error && <Alert type="error" showIcon title={text(error)} />;
}
