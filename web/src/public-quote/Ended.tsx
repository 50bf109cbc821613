import { CheckCircleOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ending } from './endings';
import { usePublicFormat } from './OfferShown';
import styles from './public-quote.module.css';
import type { Offer } from './queries';

/** Thanks, and what was answered when. */
export function Answered({ offer }: { offer: Offer }) {
  const { t } = useTranslation('public-quote');
  const format = usePublicFormat();
  const when = offer.answered_at ? format.moment(offer.answered_at) : '';
  const accepted = offer.state === 'accepted';
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []); // whoever has just answered sees it, and hears it read
  return (
    <section ref={place} tabIndex={-1} className={styles.thanks} data-accepted={accepted}>
      {accepted && <CheckCircleOutlined aria-hidden />}
      <div>
        <h2>{t(accepted ? 'thanks' : 'declined')}</h2>
        <p>{t(accepted ? 'thanksText' : 'declinedText', { when, seller: offer.seller.name })}</p>
      </div>
    </section>
  );
}

/** The offer cannot be answered any more, or there is none behind the link. */
export function Ended({ why }: { why: Ending }) {
  const { t } = useTranslation('public-quote');
  return (
    <section className={styles.paper} role="status">
      <title>{t(`ended.${why}.title`)}</title>
      <h1>{t(`ended.${why}.title`)}</h1>
      <p>{t(`ended.${why}.text`)}</p>
    </section>
  );
}
