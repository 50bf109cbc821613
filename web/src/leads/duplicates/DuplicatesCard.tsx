import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../customers/related/Card';
import styles from '../leads.module.css';
import { useDuplicates, type Duplicate, type Lead } from '../queries';
import { isOpen } from '../standing';

interface Props {
  lead: Lead;
  /** Make the lead this customer's. */
  onUse: ((customerId: string) => void) | null;
}

/** Customers, contacts and other leads that may be the same, and why one thinks so. */
export function DuplicatesCard({ lead, onUse }: Props) {
  const { t } = useTranslation('leads');
  const found = useDuplicates(lead);
  if (!isOpen(lead)) return null;
  return (
    <Card title={t('duplicates.title')}>
      {found.isPending && <Skeleton active paragraph={{ rows: 1 }} title={false} />}
      {found.isError && <p className={styles.hint}>{t('duplicates.unknown')}</p>}
      {found.data?.items.length === 0 && <p className={styles.hint}>{t('duplicates.none')}</p>}
      <ul className={styles.duplicates}>
        {found.data?.items.map((one) => (
          <li key={`${one.thing} ${one.id}`}>
            <Found one={one} />
            {onUse && one.customer_id !== null && one.thing !== 'lead' && (
              <Button size="small" onClick={() => onUse(one.customer_id ?? '')}>
                {t('duplicates.use')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {found.data?.complete === false && <p className={styles.hint}>{t('duplicates.incomplete')}</p>}
    </Card>
  );
}

const pageOf = ({ thing, id }: Duplicate) => `/${thing}s/${id}`;

function Found({ one }: { one: Duplicate }) {
  const { t } = useTranslation('leads');
  const by = one.by.map((each) => t(`duplicates.by.${each}`)).join(t('comma'));
  return (
    <div className={styles.found}>
      <Link to={pageOf(one)}>{one.title}</Link>
      <div className={styles.hint}>
        {[t(`duplicates.things.${one.thing}`), one.number].filter(Boolean).join(' · ')}
      </div>
      <div className={styles.hint}>{t('duplicates.same', { by })}</div>
    </div>
  );
}
