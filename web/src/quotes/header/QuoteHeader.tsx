import { FileTextOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FieldValue } from '../../ui/fields/FieldValue';
import { useFormat } from '../../ui/format';
import { State } from '../drawn';
import styles from '../quotes.module.css';
import type { Quote } from '../queries';
import { numberOf } from '../states';
import { Actions } from './Actions';

/** Which offer in which version, to whom, how it stands, what it comes to, until when. */
export function QuoteHeader({ quote, may }: { quote: Quote; may: boolean }) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const owner = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' } as const;
  return (
    <header className={styles.header}>
      <span className={styles.icon} aria-hidden="true">
        <FileTextOutlined />
      </span>
      <div className={styles.names}>
        <h1>{quote.title || t('untitled')}</h1>
        <p className={styles.under}>
          <Typography.Text type="secondary" copyable={{ text: quote.number }}>
            {numberOf(quote)}
          </Typography.Text>
          <Link to={`/customers/${quote.customer_id}`}>{quote.customer_name ?? t('customer')}</Link>
          {quote.opportunity_id && <Link to={`/opportunities/${quote.opportunity_id}`}>{t('deal')}</Link>}
          <State value={quote.state} />
        </p>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{t('fields.gross')}</dt>
          <dd className={styles.number}>{format.money(quote.gross.amount, quote.gross.currency)}</dd>
        </div>
        <div>
          <dt>{t('fields.valid_until')}</dt>
          <dd>{quote.valid_until ? format.date(quote.valid_until) : '—'}</dd>
        </div>
        <div>
          <dt>{owner.label}</dt>
          <dd>{quote.owner_id ? <FieldValue field={owner} value={quote.owner_id} /> : t('nobody')}</dd>
        </div>
      </dl>
      <Actions {...{ quote, may }} />
    </header>
  );
}
