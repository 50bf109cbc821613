import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../ui/format';
import { peopleWithRole } from '../people/address';
import { useHolders } from './queries';

/** How many people hold a role, and the way to them. */
export function HolderCount({ id }: { id: string }) {
  const { t } = useTranslation('administration/roles');
  const format = useFormat();
  const { data: count } = useHolders(id);
  if (count === undefined) return null;
  return <Link to={peopleWithRole(id)}>{t('holderCount', { count, shown: format.number(count) })}</Link>;
}
