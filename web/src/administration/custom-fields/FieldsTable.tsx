import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chips } from '../../ui/fields/Chips';
import { CUSTOM_FIELDS, inLanguage } from '../../ui/fields/custom';
import styles from '../shared/admin.module.css';
import { useAsk, useSaving } from '../shared/saving';
import { moved } from './draft';
import own from './fields.module.css';
import { archiveField, restoreField, updateField, type CustomField } from './queries';

const TOUCHES = [CUSTOM_FIELDS];

interface Props {
  fields: readonly CustomField[];
  onOpen: (id: string) => void;
}

export function FieldsTable({ fields, onOpen }: Props) {
  const { t } = useTranslation('administration/custom-fields');
  const shared = useTranslation('administration').t;
  const moving = useSaving(
    async ({ id, step }: { id: string; step: 1 | -1 }) => {
      for (const one of moved(fields, id, step))
        await updateField(one.id, one.version, { position: one.position });
    },
    { touches: TOUCHES },
  );
  return (
    <div className={styles.scroller}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('order')}</th>
            <th scope="col">{t('label')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col" className="wide-only">
              {t('key')}
            </th>
            <th scope="col" aria-label={shared('actions')} />
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            <Row
              key={field.id}
              field={field}
              onOpen={() => onOpen(field.id)}
              onMove={(step) => moving.mutate({ id: field.id, step })}
              first={index === 0}
              last={index === fields.length - 1}
              busy={moving.isPending}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  field: CustomField;
  onOpen: () => void;
  onMove: (step: 1 | -1) => void;
  first: boolean;
  last: boolean;
  busy: boolean;
}

function Row({ field, onOpen, onMove, first, last, busy }: RowProps) {
  const { t, i18n } = useTranslation('administration/custom-fields');
  const name = inLanguage(field.labels, i18n.language);
  const button = (step: 1 | -1, off: boolean) => (
    <Button
      size="small"
      type="text"
      disabled={off || busy}
      icon={step < 0 ? <ArrowUpOutlined /> : <ArrowDownOutlined />}
      aria-label={t(step < 0 ? 'up' : 'down', { name })}
      onClick={() => onMove(step)}
    />
  );
  return (
    <tr className={field.archived_at === null ? undefined : own.archived}>
      <td className={own.moving}>
        {button(-1, first)}
        {button(1, last)}
      </td>
      <th scope="row">
        <Button type="link" size="small" onClick={onOpen}>
          {name}
        </Button>
        <Flags field={field} />
      </th>
      <td data-label={t('kind')}>
        {t(`kinds.${field.kind}`)}
        <Taken field={field} />
      </td>
      <td className="wide-only">
        <code>{field.key}</code>
      </td>
      <td className={styles.end}>
        <Archiving field={field} name={name} />
      </td>
    </tr>
  );
}

function Flags({ field }: { field: CustomField }) {
  const { t } = useTranslation('administration/custom-fields');
  const said = [
    field.archived_at !== null && t('isArchived'),
    field.required && t('required'),
    field.unique && t('unique'),
    field.group,
  ].filter((one) => typeof one === 'string');
  return said.length > 0 && <span className={own.flags}>{said.join(' · ')}</span>;
}

/** What it takes: its options, its formula, what it refers to. */
function Taken({ field }: { field: CustomField }) {
  const { i18n } = useTranslation();
  if (field.formula !== null) return <code className={own.flags}>{field.formula}</code>;
  const options = field.options.filter((one) => !one.archived);
  if (options.length === 0) return null;
  const items = options.map(({ value, labels, colour }) => ({
    id: value,
    name: inLanguage(labels, i18n.language),
    colour,
  }));
  return (
    <div>
      <Chips items={items} />
    </div>
  );
}

function Archiving({ field, name }: { field: CustomField; name: string }) {
  const { t } = useTranslation('administration/custom-fields');
  const ask = useAsk();
  const archiving = useSaving(() => archiveField(field.id), {
    touches: TOUCHES,
    said: t('archived', { name }),
  });
  const restoring = useSaving(() => restoreField(field.id), {
    touches: TOUCHES,
    said: t('restored', { name }),
  });
  const archive = async () => {
    if (await ask(t('archiveTitle', { name }), t('archiveText'), t('archive'))) archiving.mutate(undefined);
  };
  if (field.archived_at !== null) {
    return (
      <Button size="small" loading={restoring.isPending} onClick={() => restoring.mutate(undefined)}>
        {t('restore')}
      </Button>
    );
  }
  return (
    <Button size="small" loading={archiving.isPending} onClick={() => void archive()}>
      {t('archive')}
    </Button>
  );
}
