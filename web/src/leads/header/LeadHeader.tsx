import { IdcardOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../ui/fields/FieldValue';
import { SCORE, STATUS, RESPONSE } from '../drawn';
import styles from '../leads.module.css';
import type { Lead } from '../queries';
import { CHANNELS, responseOf, titleOf } from '../standing';
import { Actions } from './Actions';
import { DeletedNote } from './DeletedNote';
import { OwnerWhy, ScoreWhy } from './Why';

interface Props {
  lead: Lead;
  may: boolean;
  onConvert: () => void;
}

/** Who it is, what it may be worth and why, who answers until when, and what comes next. */
export function LeadHeader({ lead, may, onConvert }: Props) {
  const { t } = useTranslation('leads');
  return (
    <>
      <DeletedNote lead={lead} />
      <header className={styles.header}>
        <span className={styles.icon} aria-hidden="true">
          <IdcardOutlined />
        </span>
        <div className={styles.names}>
          <h1>{titleOf(lead)}</h1>
          <p className={styles.under}>
            <Typography.Text type="secondary" copyable={{ text: lead.number }}>
              {lead.number}
            </Typography.Text>
            {lead.name && lead.company && (
              <span>{[lead.company, lead.title].filter(Boolean).join(' · ')}</span>
            )}
            <STATUS.Value value={lead.status} />
          </p>
          {lead.reason && <p className={styles.reason}>{t('because', { reason: lead.reason })}</p>}
        </div>
        <Facts lead={lead} />
        <Actions {...{ lead, may, onConvert }} />
      </header>
    </>
  );
}

function Facts({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const response = responseOf(lead);
  const channel = CHANNELS.find((one) => one === lead.response_channel);
  const owner = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' } as const;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('fields.score')}</dt>
        <dd>
          <SCORE.Value value={lead.score} /> <ScoreWhy lead={lead} />
        </dd>
      </div>
      {response && (
        <div>
          <dt>{t('fields.respond_by')}</dt>
          <dd>
            <RESPONSE.Value value={response} />
            {channel && <span className={styles.hint}> · {t(`channels.${channel}`)}</span>}
          </dd>
        </div>
      )}
      <div>
        <dt>{owner.label}</dt>
        <dd>
          {lead.owner_id ? <FieldValue field={owner} value={lead.owner_id} /> : t('nobody')}{' '}
          <OwnerWhy lead={lead} />
        </dd>
      </div>
    </dl>
  );
}
