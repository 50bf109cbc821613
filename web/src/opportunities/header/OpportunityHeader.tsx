import { FunnelPlotOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../ui/format';
import { FieldValue } from '../../ui/fields/FieldValue';
import type { FieldDescription, SaveField } from '../../ui/records/description';
import { EditableField } from '../../ui/records/EditableField';
import { Fact, RecordHeader } from '../../ui/records/RecordHeader';
import { Standing, type Tone } from '../../ui/states/Standing';
import type { Opportunity } from '../queries';
import { REASONS } from '../reasons';
import { Actions } from './Actions';
import styles from './header.module.css';
import { Probability } from './Probability';
import { StagePath } from './StagePath';

const TONES: Readonly<Record<Opportunity['status'], Tone>> = {
  open: 'accent',
  won: 'success',
  lost: 'danger',
};

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
    <RecordHeader
      icon={<FunnelPlotOutlined />}
      title={
        name && save ? (
          <span className={styles.name}>
            <EditableField field={name} value={deal.name} onSave={(value) => save(name, value)} />
          </span>
        ) : (
          deal.name
        )
      }
      under={
        <>
          <Typography.Text type="secondary" copyable={{ text: deal.number }}>
            {deal.number}
          </Typography.Text>
          <Link to={`/customers/${deal.customer_id}`}>{deal.customer_name ?? t('customer')}</Link>
          <Standing tone={TONES[deal.status]}>{t(`status.${deal.status}`)}</Standing>
          {deal.deleted_at !== null && <Standing tone="danger">{t('deleted')}</Standing>}
        </>
      }
      note={deal.reason && <Because deal={deal} />}
      facts={<Facts {...{ deal, fields, may }} />}
      actions={<Actions deal={deal} may={may} />}
    >
      <StagePath deal={deal} may={may} />
    </RecordHeader>
  );
}

/** Why it was won or lost. */
function Because({ deal: { reason, reason_note: details } }: Pick<Props, 'deal'>) {
  const { t } = useTranslation('opportunities');
  const known = REASONS.find((one) => one === reason);
  return (
    <p className={styles.hint}>{[known && t(`reasons.${known}`), details].filter(Boolean).join(' · ')}</p>
  );
}

function Facts({ deal, fields, may }: Pick<Props, 'deal' | 'fields' | 'may'>) {
  const { t } = useTranslation('opportunities');
  const format = useFormat();
  const owner = fields.find((one) => one.name === 'owner_id');
  const { amount, base_amount: base, weighted_amount: weighted } = deal;
  const other = amount && base && amount.currency !== base.currency;
  return (
    <>
      <Fact label={t('fields.amount')} number>
        {amount ? format.money(amount.amount, amount.currency) : '—'}
        {other && (
          <div className={styles.hint} title={t('rateHint', { rate: deal.rate ?? '' })}>
            {format.money(base.amount, base.currency)}
          </div>
        )}
        {amount && !base && <div className={styles.hint}>{t('noRate')}</div>}
      </Fact>
      <Fact label={t('fields.probability')}>
        <Probability deal={deal} may={may} />
      </Fact>
      <Fact label={t('fields.weighted_amount')} number hint={t('weightedHint')}>
        {weighted ? format.money(weighted.amount, weighted.currency) : '—'}
      </Fact>
      <Fact label={t('fields.owner_id')}>
        {owner && deal.owner_id ? <FieldValue field={owner} value={deal.owner_id} /> : t('nobody')}
      </Fact>
    </>
  );
}
