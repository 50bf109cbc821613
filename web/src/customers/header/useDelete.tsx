import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../ui/problems';
import type { Customer } from '../description';
import { deleteCustomer, loadCustomer, restoreCustomer } from '../queries';
import { useShowSaved } from '../useShowSaved';

const SHOWN = 10; // seconds in which a deletion can be undone from its message

/** Deletes after asking once, in the words of what will happen; the message takes it back. */
export function useDelete(customer: Customer): () => void {
  const { t } = useTranslation('customers');
  const { message, modal } = App.useApp();
  const text = useProblemText();
  const show = useShowSaved();
  const restore = async () => {
    message.destroy(customer.id);
    try {
      show(await restoreCustomer(customer.id));
    } catch (error) {
      void message.error(text(error));
    }
  };
  const remove = async () => {
    try {
      await deleteCustomer(customer.id);
      show(await loadCustomer(customer.id));
    } catch (error) {
      void message.error(text(error));
      return;
    }
    const content = (
      <>
        {t('delete.done', { name: customer.name })}{' '}
        <Button type="link" size="small" onClick={() => void restore()}>
          {t('delete.undo')}
        </Button>
      </>
    );
    void message.success({ key: customer.id, duration: SHOWN, content });
  };
  return () =>
    void modal.confirm({
      title: t('delete.title', { name: customer.name }),
      content: t('delete.text'),
      okText: t('delete.button'),
      okButtonProps: { danger: true },
      onOk: remove,
    });
}
