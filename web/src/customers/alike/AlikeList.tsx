import { useTranslation } from 'react-i18next';
import { Emails, Phones } from '../../ui/fields/ContactValues';
import { FieldValue } from '../../ui/fields/FieldValue';
import { useCustomerDescription } from '../description';
import styles from './Alike.module.css';
import type { Found } from './useAlike';

/** Customers that look the same, each opened beside what one is at. */
export function AlikeList({ found }: { found: readonly Found[] }) {
  const { t } = useTranslation('customers');
  const owner = useCustomerDescription().fields.find((one) => one.name === 'owner_id');
  return (
    <ul className={styles.list}>
      {found.map(({ customer, terms }) => (
        <li key={customer.id}>
          <a href={`/customers/${customer.id}`} target="_blank" rel="noreferrer">
            {customer.name}
          </a>
          <p className={styles.detail}>
            {customer.number}
            {owner && customer.owner_id && (
              <>
                {' · '}
                <FieldValue field={owner} value={customer.owner_id} />
              </>
            )}
          </p>
          <Phones entries={customer.phones ?? []} short />
          <Emails entries={customer.emails ?? []} short />
          <p className={styles.detail}>{t('form.alikeBy', { what: terms.join(', ') })}</p>
        </li>
      ))}
    </ul>
  );
}
