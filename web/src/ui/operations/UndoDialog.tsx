/** Taking an operation back: first what that would do and what it leaves, since others changed it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Modal, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { useProblemText } from '../problems';
import { ErrorState } from '../states/ErrorState';
import { useFollow } from './follow';
import { Issues } from './Issues';
import { previewUndo, undo, type Place, type UndoPreview } from './operations';
import styles from './operations.module.css';
import { RecordChanges } from './RecordChanges';
import { RecordName, useFieldsOf } from './things';
import { useOutcomes } from './words';

interface Props {
  /** Of the operation; an import has its own id as that of its operation. */
  place: Place;
  onClose: () => void;
}

export function UndoDialog({ place, onClose }: Props) {
  const { t } = useTranslation('ui/operations');
  const follow = useFollow();
  const problem = useProblemText();
  const preview = useQuery({
    queryKey: ['undo', place.id], // not below the operations: it is of no use once the undo has begun
    queryFn: () => previewUndo(place),
    staleTime: 0,
    gcTime: 0,
  });
  const begin = useMutation({
    mutationFn: () => undo(place),
    onSuccess: (operation) => {
      void follow(operation);
      onClose();
    },
  });
  const some = preview.data !== undefined && willDo(preview.data) > 0;
  return (
    <Modal
      open
      width={640}
      title={t('undoTitle')}
      onCancel={onClose}
      okText={t('undoConfirm')}
      okButtonProps={{ danger: true, disabled: !some }}
      confirmLoading={begin.isPending}
      onOk={() => begin.mutate()}
    >
      {preview.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {preview.error && <ErrorState error={preview.error} retry={() => void preview.refetch()} />}
      {preview.data && <Preview preview={preview.data} some={some} />}
      {begin.error && <p role="alert">{problem(begin.error)}</p>}
    </Modal>
  );
}

/** How many of the records that were looked at would change; beyond those, there may be more. */
const willDo = ({ counts, total, examined }: UndoPreview): number =>
  (counts.changed ?? 0) + (counts.removed ?? 0) + (total - examined);

function Preview({ preview, some }: { preview: UndoPreview; some: boolean }) {
  const { t } = useTranslation('ui/operations');
  const { number } = useFormat();
  const told = useOutcomes();
  const { counts, total, examined, issues } = preview;
  if (!some && issues.length === 0) return <p>{t('undoSame')}</p>;
  return (
    <>
      {some ? (
        <section className={styles.part}>
          <h3>{t('undoWill')}</h3>
          <strong>{told(counts)}</strong>
          {examined < total && (
            <span className={styles.weak}>
              {t('undoExamined', { examined: number(examined), total: number(total) })}
            </span>
          )}
          <Records preview={preview} />
        </section>
      ) : (
        <p>{t('undoNothing')}</p>
      )}
      {issues.length > 0 && (
        <section className={styles.part}>
          <h3>{t('undoKept')}</h3>
          <Issues issues={issues} />
        </section>
      )}
      {some && <span className={styles.weak}>{t('undoAgain')}</span>}
    </>
  );
}

function Records({ preview }: { preview: UndoPreview }) {
  const fieldsOf = useFieldsOf();
  const things = [...new Set(preview.records.map((one) => one.thing))];
  return things.map((thing) => (
    <RecordChanges
      key={thing}
      fields={fieldsOf(thing)}
      records={preview.records
        .filter((one) => one.thing === thing)
        .map(({ record_id, before, after, outcome }) => ({
          id: record_id,
          name: <RecordName thing={thing} id={record_id} />,
          before,
          after,
          removed: outcome === 'removed',
        }))}
    />
  ));
}
