import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states/EmptyState';

export function UnknownPage() {
  const { t } = useTranslation('app');
  return <EmptyState title={t('unknown.title')} text={t('unknown.text')} />;
}
