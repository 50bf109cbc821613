import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Typography } from 'antd';
import { useFormat } from '../../ui/format';
import { FieldValue } from '../../ui/fields/FieldValue';
import type { FieldDescription, SaveField } from '../../ui/records/description';
import { EditableField } from '../../ui/records/EditableField';
import type { Opportunity } from '../queries';
import { Actions } from './Actions';
import styles from './header.module.css';
import { Probability } from './Probability';
import { StagePath } from './StagePath';

interface Props {
  deal: Opportunity;
  fields: readonly FieldDescription[];
  /** Whether whoever looks may change it. */
  may: boolean;
  save: SaveField | null;
}

/** What it is, with whom, worth what, whose it is, and where it stands. */
export function OpportunityHeader({ deal, fields, may, save }: Props) {
  const { t } = useTranslation('opportunities');
  const name = fields.find((one) => one.name === 'name');
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        {name && save ? (
          <div className={styles.name}>
            <h1 className="unseen">{deal.name}</h1>
            <EditableField field={name} value={deal.name} onSave={(value) => save(name, value)} />
          </div>
        ) : (
          <h1>{deal.name}</h1>
        )}
        <p className={styles.under}>
          <Typography.Text type="secondary" copyable={{ text: deal.number }}>
            {deal.number}
          </Typography.Text>
          <Link to={`/customers/${deal.customer_id}`}>{deal.customer_name ?? t('customer')}</Link>
          <span data-status={deal.status} className={styles.status}>
            {t(`status.${deal.status}`)}
          </span>
          {deal.deleted_at !== null && <span className={styles.gone}>{t('deleted')}</span>}
        </p>
      </div>
      <Facts {...{ deal, fields, may }} />
      <Actions deal={deal} may={may} />
      <StagePath deal={deal} may={may} />
    </header>
  );
}

function Facts({ deal, fields, may }: Pick<Props, 'deal' | 'fields' | 'may'>) {
  const { t } = useTranslation('opportunities');
  const format = useFormat();
  const owner = fields.find((one) => one.name === 'owner_id');
  const { amount, base_amount: base, weighted_amount: weighted } = deal;
  const other = amount && base && amount.currency !== base.currency;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('fields.amount')}</dt>
        <dd className={styles.number}>
          {amount ? format.money(amount.amount, amount.currency) : '—'}
          {other && (
            <div className={styles.hint} title={t('rateHint', { rate: deal.rate ?? '' })}>
              {format.money(base.amount, base.currency)}
            </div>
          )}
          {amount && !base && <div className={styles.hint}>{t('noRate')}</div>}
        </dd>
      </div>
      <div>
        <dt>{t('fields.probability')}</dt>
        <dd>
          <Probability deal={deal} may={may} />
        </dd>
      </div>
      <div>
        <dt title={t('weightedHint')}>{t('fields.weighted_amount')}</dt>
        <dd className={styles.number}>{weighted ? format.money(weighted.amount, weighted.currency) : '—'}</dd>
      </div>
      <div>
        <dt>{t('fields.owner_id')}</dt>
        <dd>{owner && deal.owner_id ? <FieldValue field={owner} value={deal.owner_id} /> : t('nobody')}</dd>
      </div>
    </dl>
  );
}
