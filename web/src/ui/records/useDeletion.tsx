import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLeavePeek } from '../list/usePeek';
import { useProblemText } from '../problems';

const SHOWN = 10; // seconds in which a deletion can be undone from its message

interface Deletion {
  record: { id: string; name: string };
  /** What goes with it, and for how long it can come back. */
  text: string;
  remove: () => Promise<unknown>;
  /** Where there is none, there is no way back. */
  restore?: () => Promise<unknown>;
  /** On its own page: to where there is something left, and back. */
  onLeft?: () => void;
  onBack?: () => void;
}

/**
 * Asks once, in the words of what will happen, and deletes; the message takes it back. Beside a list the next
 * record comes by itself, and the list stays as it was narrowed.
 */
export function useDeletion({ record, text, remove, restore, onLeft, onBack }: Deletion): () => void {
  const { t } = useTranslation('ui/records');
  const { message, modal } = App.useApp();
  const problem = useProblemText();
  const leave = useLeavePeek();
  const { id, name } = record;
  const failed = (error: unknown) => void message.error(problem(error));
  const undo = () => {
    message.destroy(id);
    restore?.().then(leave ? undefined : onBack, failed);
  };
  const content = (
    <>
      {t('delete.done', { name })}{' '}
      {restore && (
        <Button type="link" size="small" onClick={undo}>
          {t('delete.undo')}
        </Button>
      )}
    </>
  );
  const deleted = () => {
    void message.success({ key: id, duration: SHOWN, content });
    (leave ?? onLeft)?.();
  };
  return () =>
    void modal.confirm({
      title: t('delete.title', { name }),
      content: text,
      okText: t('menu.delete'),
      okButtonProps: { danger: true },
      onOk: () => remove().then(deleted, failed),
    });
}
