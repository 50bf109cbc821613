import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { useFieldErrorText, useProblemText } from '../../ui/problems';
import type { OptionGroup, OptionRule, Product } from '../queries';
import { sentOf, withGroups, optionsOf, type Draft } from './draft';
import { GroupForm } from './GroupForm';
import { useProductNames } from './names';
import styles from './parts.module.css';

interface Props {
  product: Product;
  save: (changes: Readonly<Record<string, unknown>>) => Promise<void>;
  onClose: () => void;
}

const FRESH: OptionGroup = {
  name: '',
  least: 0,
  most: null,
  choices: [{ product_id: '', most: 1, initially: false }],
};

/** The options of a product and the rules between them, saved together. */
export function OptionsForm({ product, save, onClose }: Props) {
  const { t } = useTranslation(['products', 'ui/records']);
  const [draft, setDraft] = useState<Draft>({ groups: product.option_groups, rules: product.option_rules });
  const [error, setError] = useState<unknown>(); // of what was sent, till something is changed
  const [busy, setBusy] = useState(false);
  const groups = draft.groups.length > 0 ? draft.groups : [FRESH];
  const change = (next: Draft) => {
    setError(undefined);
    setDraft(next);
  };
  const setGroups = (next: readonly OptionGroup[]) => change(withGroups({ ...draft, groups }, next));
  const submit = async () => {
    setBusy(true);
    try {
      await save(sentOf(draft));
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{t('parts.options')}</h2>
      {error !== undefined && <Faults error={error} groups={sentOf(draft).option_groups} />}
      {groups.map((group, index) => (
        <GroupForm
          key={index}
          group={group}
          onChange={(next) => setGroups(groups.map((one, at) => (at === index ? next : one)))}
          onRemove={() => setGroups(groups.filter((_, at) => at !== index))}
        />
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={() => setGroups([...groups, FRESH])}>
        {t('parts.addGroup')}
      </Button>
      <RulesForm draft={draft} onChange={(rules) => change({ ...draft, rules })} />
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save', { ns: 'ui/records' })}
        </Button>
        <Button onClick={onClose}>{t('cancel', { ns: 'ui/records' })}</Button>
      </div>
    </form>
  );
}

/** What is wrong, each with the group it is in. */
function Faults({ error, groups }: { error: unknown; groups: readonly OptionGroup[] }) {
  const { t } = useTranslation('products');
  const text = useProblemText();
  const say = useFieldErrorText();
  const name = useProductNames(optionsOf(groups));
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const lines = faults.map(({ pointer, kind, params }) => {
    const [, part, place, , choice] = pointer.split('/');
    const group = part === 'option_groups' ? groups[Number(place)] : undefined;
    const id = choice === undefined ? undefined : group?.choices[Number(choice)]?.product_id;
    const where = [group?.name, id && name(id)].filter(Boolean).join(' · ');
    const names = { option: nameIn(params?.option_id, name), other: nameIn(params?.other_id, name) };
    const said = say({ pointer, kind, params: { ...params, ...names } });
    return where ? `${where}${t('colon')}${said}` : said;
  });
  return (
    <Alert
      type="error"
      title={lines.length > 0 ? lines.map((line) => <div key={line}>{line}</div>) : text(error)}
    />
  );
}

const nameIn = (id: unknown, name: (id: string) => string) => (typeof id === 'string' ? name(id) : '');

const BONDS = ['requires', 'excludes'] as const;

/** The rules as sentences with two gaps. */
function RulesForm({ draft, onChange }: { draft: Draft; onChange: (rules: readonly OptionRule[]) => void }) {
  const { t } = useTranslation(['products', 'ui/fields']);
  const ids = [...new Set(optionsOf(draft.groups))];
  const name = useProductNames(ids);
  if (ids.length < 2) return null;
  const options = ids.map((value) => ({ value, label: name(value) }));
  const put = (at: number, changes: Partial<OptionRule>) =>
    onChange(draft.rules.map((one, place) => (place === at ? { ...one, ...changes } : one)));
  const option = (at: number, part: 'option_id' | 'other_id', value: string) => (
    <Select
      className={styles.option}
      aria-label={t(`parts.${part}`)}
      placeholder={t(`parts.${part}`)}
      value={value || undefined}
      options={options}
      onChange={(id: string) => put(at, { [part]: id })}
    />
  );
  return (
    <fieldset className={styles.rules}>
      <legend>{t('parts.rules')}</legend>
      {draft.rules.map((one, at) => (
        <div key={at} className={styles.rule}>
          {option(at, 'option_id', one.option_id)}
          <Select
            aria-label={t('parts.bond')}
            value={one.bond}
            options={BONDS.map((value) => ({ value, label: t(`bonds.${value}`) }))}
            onChange={(bond) => put(at, { bond })}
          />
          {option(at, 'other_id', one.other_id)}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('remove', { ns: 'ui/fields' })}
            onClick={() => onChange(draft.rules.filter((_, place) => place !== at))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...draft.rules, { option_id: '', bond: 'requires', other_id: '' }])}
      >
        {t('parts.addRule')}
      </Button>
    </fieldset>
  );
}
