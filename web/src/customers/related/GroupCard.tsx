import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MissingNote } from './MissingNote';
import type { Customer } from '../description';
import { useGroup } from '../queries';
import { Card } from './Card';
import { treeOf, type Branch } from './group';
import styles from './related.module.css';

/** The group of companies it belongs to, from the top down. */
export function GroupCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const group = useGroup(customer.id);
  const top = group.data && treeOf(group.data);
  return (
    <Card title={t('group.title')}>
      {group.isPending && <Skeleton active paragraph={{ rows: 1 }} title={false} />}
      {group.isError && <MissingNote panel="group" reason="unavailable" />}
      {top && top.below.length === 0 && <p className={styles.none}>{t('group.none')}</p>}
      {top && top.below.length > 0 && (
        <ul className={styles.tree}>
          <Member branch={top} shown={customer.id} />
        </ul>
      )}
      {group.data?.truncated && <p className={styles.none}>{t('group.truncated')}</p>}
    </Card>
  );
}

function Member({ branch, shown }: { branch: Branch; shown: string }) {
  const { t } = useTranslation('customers');
  const { member, below } = branch;
  const name = member.readable ? (member.name ?? member.number) : t('group.hidden');
  return (
    <li>
      {member.id === shown || !member.readable ? (
        <span aria-current={member.id === shown || undefined} className={styles.member}>
          {name}
        </span>
      ) : (
        <Link to={`/customers/${member.id}`}>{name}</Link>
      )}
      {below.length > 0 && (
        <ul className={styles.tree}>
          {below.map((one) => (
            <Member key={one.member.id} branch={one} shown={shown} />
          ))}
        </ul>
      )}
    </li>
  );
}
