import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { useProblemText } from '../ui/problems';
import { EmptyState } from '../ui/states/EmptyState';
import { useRestoreContact } from './queries';

/** Not there, or deleted: then it comes back from here. */
export function GoneContact({ id }: { id: string }) {
  const { t } = useTranslation('contacts');
  const { t: words } = useTranslation('ui');
  const { message } = App.useApp();
  const problem = useProblemText();
  const may = useMay('customer.update');
  const { mutate: restore, isPending } = useRestoreContact(id);
  const bring = () =>
    restore(undefined, {
      onSuccess: ({ name }) => void message.success(t('page.restored', { name })),
      onError: (error) => void message.error(problem(error)),
    });
  return (
    <EmptyState
      title={words('problems.404')}
      text={t('page.gone')}
      action={
        <>
          {may && (
            <Button onClick={bring} loading={isPending}>
              {t('page.restore')}
            </Button>
          )}
          <Link to="/contacts">{t('page.back')}</Link>
        </>
      }
    />
  );
}
