import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../session/session';

interface Props {
  deal: { id: string; name: string; customer_id: string; currency: string };
}

/** Leads to a quote for a deal, with what the deal is about. */
export function NewQuoteButton({ deal }: Props) {
  const { t } = useTranslation('quotes');
  const navigate = useNavigate();
  const may = useMay('quote.create');
  const { id, name: title, customer_id: customer, currency } = deal;
  const address = new URLSearchParams({ opportunity: id, title, customer, currency });
  if (!may) return null;
  return <Button onClick={() => void navigate(`/quotes/new?${address}`)}>{t('list.new')}</Button>;
}
