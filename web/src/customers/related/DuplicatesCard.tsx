import { Button, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlikeList } from '../alike/AlikeList';
import { useAlike } from '../alike/useAlike';
import type { Customer } from '../description';
import { Card } from './Card';
import styles from './related.module.css';

/** Customers that may be the same one, looked for when somebody asks. */
export function DuplicatesCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [asked, setAsked] = useState(false);
  return (
    <Card title={t('duplicates.title')}>
      {asked ? (
        <Found customer={customer} />
      ) : (
        <Button size="small" onClick={() => setAsked(true)}>
          {t('duplicates.look')}
        </Button>
      )}
    </Card>
  );
}

function Found({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const values = useMemo(() => ({ ...customer }), [customer]);
  const found = useAlike(values, customer.id);
  if (!found) return <Skeleton active paragraph={{ rows: 1 }} title={false} />;
  if (found.length === 0) return <p className={styles.none}>{t('duplicates.none')}</p>;
  return <AlikeList found={found} />;
}
