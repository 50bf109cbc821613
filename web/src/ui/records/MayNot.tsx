import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../states/EmptyState';

/** In the place of a form for what whoever looks may not do, when an address led there all the same. */
export function MayNot() {
  const { t } = useTranslation(['ui/records', 'ui']);
  return (
    <EmptyState
      title={t('problems.403', { ns: 'ui' })}
      text={t('mayNot')}
      action={<Link to="/">{t('home')}</Link>}
    />
  );
}
