import { useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { useFormat } from '../ui/format';
import { useProblemText } from '../ui/problems';
import { Gone } from '../ui/records/Gone';
import { EmptyState } from '../ui/states/EmptyState';
import { loadDeleted, useRestoreContact, type Contact } from './queries';

/** Not there, or deleted: then it comes back from here. */
export function GoneContact({ id }: { id: string }) {
  const { t } = useTranslation('contacts');
  const may = useMay('customer.update');
  const deleted = useQuery({
    queryKey: ['customer', 'contacts', 'deleted', id],
    queryFn: () => loadDeleted(id),
    enabled: may,
  });
  if (deleted.isLoading) return <Skeleton active />;
  if (deleted.data) return <Deleted contact={deleted.data} />;
  return <Gone action={<Link to="/contacts">{t('page.back')}</Link>} />;
}

function Deleted({ contact: { id, name, deleted_at } }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const { message } = App.useApp();
  const format = useFormat();
  const problem = useProblemText();
  const { mutate: restore, isPending } = useRestoreContact(id);
  const bring = () =>
    restore(undefined, {
      onSuccess: () => void message.success(t('page.restored', { name })),
      onError: (error) => void message.error(problem(error)),
    });
  return (
    <EmptyState
      title={t('page.deleted', { name })}
      text={t('page.deletedText', { when: format.moment(deleted_at ?? '') })}
      action={
        <>
          <Button type="primary" onClick={bring} loading={isPending}>
            {t('page.restore')}
          </Button>
          <Link to="/contacts">{t('page.back')}</Link>
        </>
      }
    />
  );
}
