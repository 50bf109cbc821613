import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select, Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import admin from '../administration/shared/admin.module.css';
import { useAddress } from '../administration/shared/address';
import { Page } from '../administration/shared/Page';
import { PagedTable } from '../administration/shared/PagedTable';
import { useAsk, useSaving } from '../administration/shared/saving';
import { useLines } from '../administration/shared/useLines';
import { OPPORTUNITIES } from '../opportunities/queries';
import { useMay, useMe } from '../session/session';
import { useNames } from '../ui/fields/names';
import { useFormat } from '../ui/format';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { NewRate } from './NewRate';
import { Plots } from './Plots';
import { deleteRate, loadRates, RATES, type Rate } from './queries';

/** What other currencies are worth, from which day on. */
export function ExchangeRatesPage() {
  const { t } = useTranslation('exchange-rates');
  const base = useMe().organisation.base_currency;
  const [{ currency }, change] = useAddress('currency');
  const [adding, setAdding] = useState(false);
  const reads = useMay('opportunity.read');
  const manages = useMay('exchange_rate.manage');
  const found = useLines([...RATES, currency], (after) => loadRates(currency, after));
  if (!reads) return <MayNot />;
  const add = manages && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead', { base })} actions={add}>
      {found.pending && <Skeleton active />}
      {found.error && <ErrorState error={found.error} retry={found.reload} />}
      {!found.pending && !found.error && found.lines.length === 0 && !currency && (
        <EmptyState title={t('emptyTitle')} text={t('emptyText', { base })} action={add} />
      )}
      {(found.lines.length > 0 || currency) && (
        <>
          <Chooser {...{ currency, rates: found.lines }} onChange={(code) => change({ currency: code })} />
          <Plots rates={found.lines} onChoose={(code) => change({ currency: code })} />
          <PagedTable
            found={found}
            head={
              <>
                <th scope="col">{t('currency')}</th>
                <th scope="col">{t('from')}</th>
                <th scope="col">{t('rate')}</th>
                {manages && <th scope="col" aria-label={t('remove')} />}
              </>
            }
            row={(rate) => <Row key={rate.id} {...{ rate, manages }} />}
          />
        </>
      )}
      {adding && <NewRate currency={currency} onClose={() => setAdding(false)} />}
    </Page>
  );
}

interface ChooserProps {
  currency: string;
  rates: readonly Rate[];
  onChange: (code: string) => void;
}

function Chooser({ currency, rates, onChange }: ChooserProps) {
  const { t } = useTranslation('exchange-rates');
  const names = useNames();
  const codes = useMemo(
    () => [...new Set([...rates.map((one) => one.currency), ...(currency ? [currency] : [])])].sort(),
    [rates, currency],
  );
  return (
    <div>
      <Select
        aria-label={t('narrow')}
        placeholder={t('all')}
        allowClear
        popupMatchSelectWidth={false}
        value={currency || undefined}
        options={codes.map((code) => ({ value: code, label: names.currency(code) }))}
        onChange={(code: string | undefined) => onChange(code ?? '')}
      />
    </div>
  );
}

function Row({ rate, manages }: { rate: Rate; manages: boolean }) {
  const { t } = useTranslation('exchange-rates');
  const format = useFormat();
  const names = useNames();
  const ask = useAsk();
  const said = { code: rate.currency, day: format.date(rate.starts_on) };
  const removing = useSaving(() => deleteRate(rate), { touches: [RATES, OPPORTUNITIES], said: t('removed') });
  const remove = async () => {
    if (await ask(t('removeTitle', said), t('removeText'), t('remove'))) removing.mutate(undefined);
  };
  return (
    <tr>
      <th scope="row">{names.currency(rate.currency)}</th>
      <td data-label={t('from')}>{format.date(rate.starts_on)}</td>
      <td data-label={t('rate')}>
        {t('worth', { code: rate.currency, rate: rate.rate, base: rate.base_currency })}
      </td>
      {manages && (
        <td className={admin.end}>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            loading={removing.isPending}
            aria-label={t('removeOne', said)}
            onClick={() => void remove()}
          />
        </td>
      )}
    </tr>
  );
}
