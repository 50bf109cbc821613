import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../ui/format';
import { useCredit } from './queries';

/** Earlier money of the customer that is no invoice's yet: it may be what pays this. */
export function Credit({ customerId }: { customerId: string }) {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const found = useCredit(customerId).data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('credit')}
      description={
        <ul>
          {found.map((one) => (
            <li key={one.id}>
              <Link to={`/payments/${one.id}`}>
                {t('creditOf', {
                  number: one.number,
                  amount: format.money(one.unallocated.amount, one.currency),
                })}
              </Link>
            </li>
          ))}
        </ul>
      }
    />
  );
}
