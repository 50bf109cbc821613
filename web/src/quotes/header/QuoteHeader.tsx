import { FileTextOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FieldValue } from '../../ui/fields/FieldValue';
import { useFormat } from '../../ui/format';
import { Fact, RecordHeader } from '../../ui/records/RecordHeader';
import { State } from '../drawn';
import type { Quote } from '../queries';
import { numberOf } from '../states';
import { Actions } from './Actions';

/** Which offer in which version, to whom, how it stands, what it comes to, until when. */
export function QuoteHeader({ quote, may }: { quote: Quote; may: boolean }) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const owner = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' } as const;
  return (
    <RecordHeader
      icon={<FileTextOutlined />}
      title={quote.title || t('untitled')}
      under={
        <>
          <Typography.Text type="secondary" copyable={{ text: quote.number }}>
            {numberOf(quote)}
          </Typography.Text>
          <Link to={`/customers/${quote.customer_id}`}>{quote.customer_name ?? t('customer')}</Link>
          {quote.opportunity_id && <Link to={`/opportunities/${quote.opportunity_id}`}>{t('deal')}</Link>}
          <State value={quote.state} />
        </>
      }
      facts={
        <>
          <Fact label={t('fields.gross')} number>
            {format.money(quote.gross.amount, quote.gross.currency)}
          </Fact>
          <Fact label={t('fields.valid_until')}>
            {quote.valid_until ? format.date(quote.valid_until) : '—'}
          </Fact>
          <Fact label={owner.label}>
            {quote.owner_id ? <FieldValue field={owner} value={quote.owner_id} /> : t('nobody')}
          </Fact>
        </>
      }
      actions={<Actions {...{ quote, may }} />}
    />
  );
}
