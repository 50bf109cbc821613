import { BankOutlined, UserOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../ui/fields/FieldValue';
import { isEmpty } from '../../ui/fields/values';
import type { FieldDescription, SaveField } from '../../ui/records/description';
import { AssignButton } from '../../ui/records/AssignButton';
import { EditableField } from '../../ui/records/EditableField';
import { useReaches } from '../../ui/records/may';
import { Fact, RecordHeader } from '../../ui/records/RecordHeader';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { valueOf } from '../../ui/records/values';
import { assign, type Customer } from '../description';
import { useShowSaved } from '../useShowSaved';
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
  const show = useShowSaved();
  const reaches = useReaches();
  const gone = customer.deleted_at !== null;
  const mayDelete = !gone && reaches('customer.delete', customer);
  const tags = fields.find((one) => one.name === 'tags');
  const facts = FACTS.flatMap((name) => fields.find((one) => one.name === name) ?? []);
  return (
    <RecordHeader
      icon={customer.kind === 'company' ? <BankOutlined /> : <UserOutlined />}
      title={customer.name}
      under={
        <>
          <Typography.Text type="secondary" copyable={{ text: customer.number }}>
            {customer.number}
          </Typography.Text>
          <span>{t(`kinds.${customer.kind}`)}</span>
          {customer.name_short && <span>{customer.name_short}</span>}
          {customer.name_en && <span>{customer.name_en}</span>}
        </>
      }
      facts={facts.map((field) => (
        <Fact key={field.name} label={field.label}>
          <Value field={field} value={valueOf(customer, field.name)} />
        </Fact>
      ))}
      actions={
        <>
          {!gone && reaches('customer.assign', customer) && (
            <AssignButton noted record={customer} assign={(to) => assign(customer.id, to)} onDone={show} />
          )}
          <RecordMenu thing="customer" record={customer} onDelete={mayDelete ? onDelete : undefined} />
        </>
      }
    >
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
    </RecordHeader>
  );
}

function Value({ field, value }: { field: FieldDescription; value: unknown }) {
  const { t } = useTranslation('customers');
  if (!isEmpty(value)) return <FieldValue field={field} value={value} />;
  return field.kind === 'moment' ? t('header.never') : t('header.nobody');
}
