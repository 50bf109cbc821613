import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useQuoteDescription } from './description';

const QuoteRecord = lazy(async () => ({ default: (await import('./QuotePage')).QuoteRecord }));

/** What was offered to whom, every version of it. */
export function QuotesPage() {
  const { t } = useTranslation('quotes');
  const button = <NewButton to="/quotes/new" permission="quote.create" label={t('list.new')} />;
  return (
    <RecordList
      description={useQuoteDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <QuoteRecord id={id} />}
      actions={
        <>
          <Link to="/quotes/discount-limits">{t('limits.title')}</Link>
          {button}
        </>
      }
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={button} />}
    />
  );
}
