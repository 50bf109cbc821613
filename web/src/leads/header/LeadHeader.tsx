import { IdcardOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../ui/fields/FieldValue';
import { Fact, RecordHeader } from '../../ui/records/RecordHeader';
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
      <RecordHeader
        icon={<IdcardOutlined />}
        title={titleOf(lead)}
        under={
          <>
            <Typography.Text type="secondary" copyable={{ text: lead.number }}>
              {lead.number}
            </Typography.Text>
            {lead.name && lead.company && (
              <span>{[lead.company, lead.title].filter(Boolean).join(' · ')}</span>
            )}
            <STATUS.Value value={lead.status} />
          </>
        }
        note={lead.reason && <p className={styles.reason}>{t('because', { reason: lead.reason })}</p>}
        facts={<Facts lead={lead} />}
        actions={<Actions {...{ lead, may, onConvert }} />}
      />
    </>
  );
}

function Facts({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const response = responseOf(lead);
  const channel = CHANNELS.find((one) => one === lead.response_channel);
  const owner = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' } as const;
  return (
    <>
      <Fact label={t('fields.score')}>
        <SCORE.Value value={lead.score} /> <ScoreWhy lead={lead} />
      </Fact>
      {response && (
        <Fact label={t('fields.respond_by')}>
          <RESPONSE.Value value={response} />
          {channel && <span className={styles.hint}> · {t(`channels.${channel}`)}</span>}
        </Fact>
      )}
      <Fact label={owner.label}>
        {lead.owner_id ? <FieldValue field={owner} value={lead.owner_id} /> : t('nobody')}{' '}
        <OwnerWhy lead={lead} />
      </Fact>
    </>
  );
}
