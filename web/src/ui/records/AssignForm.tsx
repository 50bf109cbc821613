import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { FieldEditor } from '../fields/FieldEditor';
import { textOf } from '../fields/values';
import type { FieldDescription } from './description';
import styles from './records.module.css';

const LONGEST_NOTE = 2000;

interface Target {
  owner_id?: string | null;
  team_id?: string;
  note?: string;
}

interface Props<R> {
  record: { owner_id: string | null };
  /** Its timeline takes a word about why. */
  noted?: boolean;
  assign: (target: Target) => Promise<R>;
  onDone: (saved: R) => void;
}

/** Gives a record to another owner or team. */
export function AssignForm<R>({ record, noted, assign, onDone }: Props<R>) {
  const { t } = useTranslation('ui/records');
  const id = useId();
  const [owner, setOwner] = useState(record.owner_id);
  const [team, setTeam] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const target: Target = {
    ...(owner === record.owner_id ? {} : { owner_id: owner }),
    ...(team ? { team_id: team } : {}),
  };
  const assigning = useSaving(() => assign(note.trim() ? { ...target, note: note.trim() } : target), {
    touches: [],
    said: t('assign.done'),
    done: onDone,
  });
  const fields = [
    [{ name: 'owner_id', label: t('assign.owner'), kind: 'person' }, owner, setOwner],
    [{ name: 'team_id', label: t('assign.team'), kind: 'team' }, team, setTeam],
  ] as const satisfies readonly (readonly [FieldDescription, string | null, (id: string | null) => void])[];
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        assigning.mutate(undefined);
      }}
    >
      {fields.map(([field, value, set]) => (
        <div key={field.name} className={styles.asked}>
          <label htmlFor={`${id}${field.name}`}>{field.label}</label>
          <FieldEditor
            id={`${id}${field.name}`}
            field={field}
            value={value}
            onChange={(chosen) => set(textOf(chosen) || null)}
          />
        </div>
      ))}
      <p className={styles.assignHint}>{t('assign.teamHint')}</p>
      {noted && (
        <div className={styles.asked}>
          <label htmlFor={`${id}note`}>{t('assign.note')}</label>
          <Input.TextArea
            id={`${id}note`}
            rows={2}
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
      )}
      <Button
        type="primary"
        htmlType="submit"
        disabled={Object.keys(target).length === 0}
        loading={assigning.isPending}
      >
        {t('assign.button')}
      </Button>
    </form>
  );
}
