import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Schemas } from '../api/client';
import { NewDialog } from '../administration/shared/NewDialog';
import { useMay, useMe } from '../session/session';
import { dayOf } from '../ui/moments';
import { useReaches } from '../ui/records/may';
import { contractKey, contractOfQuote, useContractsOf, useListed } from './queries';

interface Quote {
  id: string;
  owner_id: string | null;
  team_id: string | null;
}

const LIVE: ReadonlySet<string> = new Set(['draft', 'active']);

/** On an accepted quote: the contract that it became, or the way to make it one. */
export function OfQuote({ quote }: { quote: Quote }) {
  const { t } = useTranslation('contracts');
  const [open, setOpen] = useState(false);
  const reads = useMay('contract.read');
  const may = useReaches()('contract.create', quote);
  const { data, isPending } = useContractsOf('quote_id', quote.id, reads);
  const live = data?.items.find((one) => LIVE.has(one.state));
  if (live) return <Link to={`/contracts/${live.id}`}>{t('ofQuote.made', { number: live.number })}</Link>;
  if (!may || (reads && isPending)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('ofQuote.button')}</Button>
      {open && <Making id={quote.id} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The days it is to be in force are what a quote does not say. */
function Making({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const listed = useListed();
  const today = dayOf(new Date(), useMe().organisation.time_zone);
  return (
    <NewDialog
      title={t('ofQuote.title')}
      note={t('ofQuote.text')}
      ok={t('ofQuote.ok')}
      fields={[
        { name: 'starts_on', kind: 'date', label: t('fields.starts_on') },
        { name: 'ends_on', kind: 'date', label: t('fields.ends_on'), hint: t('hints.ends_on') },
      ]}
      initial={{ starts_on: today }}
      call={(values) => contractOfQuote(id, values as Schemas['sales_ContractOfQuote'])} // as: of the fields
      touches={[]}
      onDone={(made) => {
        queries.setQueryData(contractKey(made.id), made);
        listed();
        void navigate(`/contracts/${made.id}`);
      }}
      onClose={onClose}
    />
  );
}
