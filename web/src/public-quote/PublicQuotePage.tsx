import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { changeLanguage } from '../i18n';
import { LanguageChoice } from '../ui/LanguageChoice';
import { ErrorState } from '../ui/states/ErrorState';
import { Answer } from './Answer';
import { Answered, Ended } from './Ended';
import { endingOf } from './endings';
import { OfferShown } from './OfferShown';
import styles from './public-quote.module.css';
import { useOffer, type Offer } from './queries';

/** A quote as its customer opens it: what is offered, the document, and the answer. Nobody is signed in here. */
export function PublicQuotePage() {
  const { token = '' } = useParams();
  const found = useOffer(token);
  const ending = endingOf(found.error);
  useLanguageOf(found.data);
  return (
    <main className={styles.page}>
      {found.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {found.isError &&
        (ending ? (
          <Ended why={ending} />
        ) : (
          <ErrorState error={found.error} retry={() => void found.refetch()} />
        ))}
      {found.data && !found.isError && <Shown {...{ token }} offer={found.data} />}
      <footer className={styles.footer}>
        <LanguageChoice />
      </footer>
    </main>
  );
}

function Shown({ token, offer }: { token: string; offer: Offer }) {
  const { t } = useTranslation('public-quote');
  const open = offer.state === 'issued';
  return (
    <>
      <title>{`${offer.title || t('offer')} · ${offer.seller.name}`}</title>
      {!open && <Answered offer={offer} />}
      <OfferShown {...{ token, offer }} />
      {open && <Answer {...{ token, offer }} />}
    </>
  );
}

/** The page speaks as the quote does, until somebody chooses another language. */
function useLanguageOf(offer: Offer | undefined): void {
  const language = offer?.language;
  useEffect(() => {
    if (language) void changeLanguage(language);
  }, [language]);
}
