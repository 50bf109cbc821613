import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { amountOf } from '../lines/given';
import { formatIn } from '../ui/format';
import styles from './public-quote.module.css';
import { pdfOf, type Offer, type OfferLine } from './queries';

/** Days have no zone, and amounts neither: nobody here is known to be in one. */
export function usePublicFormat() {
  const { i18n } = useTranslation();
  return formatIn(i18n.language, Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** What is offered: by whom, to whom, which lines, what it comes to, until when. */
export function OfferShown({ token, offer }: { token: string; offer: Offer }) {
  const { t } = useTranslation('public-quote');
  const format = usePublicFormat();
  return (
    <article className={styles.paper}>
      <header className={styles.head}>
        <p className={styles.seller}>{offer.seller.name}</p>
        <h1>{offer.title || t('offer')}</h1>
        <p className={styles.quiet}>
          {offer.number}
          {offer.revision > 1 && ` · ${t('version', { revision: offer.revision })}`}
          {' · '}
          {t('validUntil', { day: format.date(offer.valid_until) })}
        </p>
        <p className={styles.addressee}>{offer.addressee}</p>
      </header>
      {offer.intro && <p className={styles.text}>{offer.intro}</p>}
      <ul className={styles.lines} aria-label={t('lines')}>
        {offer.lines.map((line, index) => (
          <LineShown key={index} line={line} included={offer.tax_included} />
        ))}
      </ul>
      <Sums offer={offer} />
      {offer.terms && <p className={styles.text}>{offer.terms}</p>}
      <footer className={styles.end}>
        <Person offer={offer} />
        {offer.document_sha256 === null ? (
          <p className={styles.quiet} role="status">
            {t('making')}
          </p>
        ) : (
          <Button icon={<DownloadOutlined />} href={pdfOf(token)} target="_blank">
            {t('download')}
          </Button>
        )}
      </footer>
    </article>
  );
}

function LineShown({ line, included }: { line: OfferLine; included: boolean }) {
  const { t } = useTranslation('public-quote');
  const format = usePublicFormat();
  const { currency } = line.net;
  const price = format.price(line.unit_price.amount, line.unit_price.currency);
  const off = Number(line.discount.amount) !== 0;
  return (
    <li>
      <div className={styles.what}>
        <strong>{line.product.name}</strong>
        <span className={styles.amount}>{format.money(amountOf(line, included), currency)}</span>
      </div>
      <p className={styles.quiet}>
        {format.number(Number(line.quantity))} {line.unit} × {price}
        {off && ` · ${t('saved', { amount: format.money(line.discount.amount, currency) })}`}
      </p>
      {line.options.length > 0 && (
        <p className={styles.quiet}>{line.options.map((one) => one.product.name).join(t('comma'))}</p>
      )}
      {line.remark && <p className={styles.text}>{line.remark}</p>}
    </li>
  );
}

function Sums({ offer }: { offer: Offer }) {
  const { t } = useTranslation('public-quote');
  const format = usePublicFormat();
  const money = ({ amount, currency }: Offer['net']) => format.money(amount, currency);
  const off = Number(offer.discount.amount) !== 0;
  return (
    <dl className={styles.sums}>
      {off && (
        <div>
          <dt>{t('discount', { percent: offer.discount_percent })}</dt>
          <dd>−{money(offer.discount)}</dd>
        </div>
      )}
      <div>
        <dt>{t('net')}</dt>
        <dd>{money(offer.net)}</dd>
      </div>
      {offer.taxes.map((one) => (
        <div key={one.rate}>
          <dt>{t(offer.tax_included ? 'taxIncluded' : 'tax', { rate: one.rate })}</dt>
          <dd>{money(one.tax)}</dd>
        </div>
      ))}
      <div className={styles.total}>
        <dt>{t('total')}</dt>
        <dd>{money(offer.gross)}</dd>
      </div>
    </dl>
  );
}

function Person({ offer: { seller } }: { offer: Offer }) {
  const { t } = useTranslation('public-quote');
  if (!seller.person && !seller.email) return null;
  return (
    <p>
      {t('questions')} {seller.person} {seller.email && <a href={`mailto:${seller.email}`}>{seller.email}</a>}
    </p>
  );
}
