import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, data, type Schemas } from '../../api/client';
import { reloadSession } from '../../session/session';
import { useNames } from '../../ui/fields/names';
import { ErrorState } from '../../ui/states/ErrorState';
import type { FieldDescription } from '../../ui/records/description';
import { EditForm } from '../shared/EditForm';
import { Page } from '../shared/Page';
import { useAsk } from '../shared/saving';
import { useEdit, type Changes } from '../shared/useEdit';
import styles from '../shared/admin.module.css';

type Organisation = Schemas['identity_OrganisationRead'];

const ORGANISATION = ['identity', 'organisation'];
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const MONTH = 'fiscal_year_start_month';
const QUIET = ['at_risk_after_days', 'lost_after_days'] as const;
const NUMBERS: ReadonlySet<string> = new Set([MONTH, ...QUIET]);
const FACTOR = 'second_factor_required';

const load = () => data(api.GET('/api/identity/organisation'));

/** The settings that hold for everybody. */
export function OrganisationPage() {
  const { t } = useTranslation('administration/organisation');
  const found = useQuery({ queryKey: ORGANISATION, queryFn: load });
  return (
    <Page title={t('title')} lead={t('lead')}>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.data && <Settings organisation={found.data} />}
    </Page>
  );
}

async function update(version: number, changes: Changes): Promise<Organisation> {
  const body = Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, NUMBERS.has(name) ? Number(value) : value]),
  );
  const saved = await data(
    api.PATCH('/api/identity/organisation', {
      params: { header: { 'if-match': `"${version}"` } },
      body,
    }),
  );
  await reloadSession(); // whoever looks has the organisation with them
  return saved;
}

function Settings({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation('administration/organisation');
  const ask = useAsk();
  const edit = useEdit(organisation, { load, update, touches: [ORGANISATION] });
  const save = async () => {
    const begins = edit.changes[FACTOR] === true && !organisation.second_factor_required;
    if (!begins || (await ask(t('factorTitle'), t('factorText'), t('factorOk')))) edit.save();
  };
  return (
    <div className={styles.panel}>
      <EditForm edit={{ ...edit, save: () => void save() }} fields={useFields()} />
    </div>
  );
}

function useFields(): FieldDescription[] {
  const { t, i18n } = useTranslation('administration/organisation');
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  const language = useNames().language;
  const months = MONTHS.map((one) => ({
    value: String(one),
    label: month.format(new Date(Date.UTC(2026, one - 1, 1))),
  }));
  return [
    { name: 'name', label: t('name'), kind: 'text', required: true },
    { name: 'letterhead', label: t('letterhead'), kind: 'longText', hint: t('letterheadHint') },
    { name: 'time_zone', label: t('time_zone'), kind: 'zone', required: true, hint: t('zoneHint') },
    {
      name: 'languages',
      label: t('languages'),
      kind: 'choices',
      required: true,
      hint: t('languagesHint'),
      choices: ['zh-CN', 'zh-TW', 'en'].map((one) => ({ value: one, label: language(one) })),
    },
    {
      name: 'base_currency',
      label: t('base_currency'),
      kind: 'currency',
      required: true,
      hint: t('currencyHint'),
    },
    { name: MONTH, label: t('fiscal'), kind: 'choice', required: true, choices: months },
    { name: 'region', label: t('region'), kind: 'country', required: true, hint: t('regionHint') },
    ...QUIET.map((name): FieldDescription => {
      return { name, label: t(name), kind: 'number', required: true, hint: t(`${name}Hint`) };
    }),
    { name: FACTOR, label: t('factor'), kind: 'flag', hint: t('factorHint') },
  ];
}
