import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../states/EmptyState';

/** In the place of a record that is not there, or not for whoever looks: which of both, nobody is told. */
export function Gone({ action }: { action: ReactNode }) {
  const { t } = useTranslation(['ui/records', 'ui']);
  return <EmptyState title={t('problems.404', { ns: 'ui' })} text={t('gone')} action={action} />;
}
