import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/states/EmptyState';

export function UnknownPage() {
  const { t } = useTranslation(['app', 'ui/records']);
  const home = <Link to="/">{t('home', { ns: 'ui/records' })}</Link>;
  return <EmptyState title={t('unknown.title')} text={t('unknown.text')} action={home} />;
}
