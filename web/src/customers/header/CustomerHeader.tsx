import { BankOutlined, UserOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../ui/fields/FieldValue';
import { isEmpty } from '../../ui/fields/values';
import type { FieldDescription, SaveField } from '../../ui/records/description';
import { EditableField } from '../../ui/records/EditableField';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { valueOf } from '../../ui/records/values';
import type { Customer } from '../description';
import { AssignButton } from './AssignButton';
import styles from './header.module.css';
import { useDelete } from './useDelete';

interface Props {
  customer: Customer;
  fields: readonly FieldDescription[];
  onSave: SaveField | null;
}

const FACTS = ['owner_id', 'team_id', 'last_interaction_at'];

/** Who it is, who looks after it, when somebody last talked with it. */
export function CustomerHeader({ customer, fields, onSave }: Props) {
  const { t } = useTranslation('customers');
  const onDelete = useDelete(customer);
  const mayDelete = useReaches()('customer.delete', customer) && customer.deleted_at === null;
  const tags = fields.find((one) => one.name === 'tags');
  const facts = FACTS.flatMap((name) => fields.find((one) => one.name === name) ?? []);
  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <span className={styles.icon} aria-hidden="true">
          {customer.kind === 'company' ? <BankOutlined /> : <UserOutlined />}
        </span>
        <div className={styles.names}>
          <h1>{customer.name}</h1>
          <p className={styles.under}>
            <Typography.Text type="secondary" copyable={{ text: customer.number }}>
              {customer.number}
            </Typography.Text>
            <span>{t(`kinds.${customer.kind}`)}</span>
            {customer.name_short && <span>{customer.name_short}</span>}
            {customer.name_en && <span>{customer.name_en}</span>}
          </p>
        </div>
      </div>
      <dl className={styles.facts}>
        {facts.map((field) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              <Fact field={field} value={valueOf(customer, field.name)} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <AssignButton customer={customer} />
        <RecordMenu thing="customer" record={customer} onDelete={mayDelete ? onDelete : undefined} />
      </div>
      {tags && (onSave !== null || !isEmpty(customer.tags)) && (
        <div className={styles.tags} data-field="tags">
          <EditableField
            field={tags}
            value={customer.tags}
            fixed={onSave === null}
            placeholder={t('header.addTags')}
            onSave={async (value) => onSave?.(tags, value)}
          />
        </div>
      )}
    </header>
  );
}

function Fact({ field, value }: { field: FieldDescription; value: unknown }) {
  const { t } = useTranslation('customers');
  if (!isEmpty(value)) return <FieldValue field={field} value={value} />;
  return field.kind === 'moment' ? t('header.never') : t('header.nobody');
}
