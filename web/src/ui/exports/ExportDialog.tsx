/** How a list is to be written to a file. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal, Segmented, Select, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closest, LANGUAGES, type Language } from '../../i18n';
import { LANGUAGE_NAMES } from '../LanguageChoice';
import { useFormat } from '../format';
import { useProblemText } from '../problems';
import { ErrorState } from '../states/ErrorState';
import { asked, exportOf, type ExportDoor, type ExportTarget, type Shown } from './exports';
import styles from './exports.module.css';
import { useFollowExport } from './follow';

const FORMATS = ['xlsx', 'csv'] as const;

interface Props {
  list: string;
  query: Shown;
  onClose: () => void;
}

export function ExportDialog({ list, query, onClose }: Props) {
  const { t, i18n } = useTranslation('ui/exports');
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('xlsx');
  const [language, setLanguage] = useState<Language>(closest([i18n.language]));
  const [columns, setColumns] = useState<string[]>();
  const id = useId();
  const { number } = useFormat();
  const problem = useProblemText();
  const way = exportOf(list);
  const target = useTarget(list);
  const begin = useBegin(way?.door, onClose);
  const every = target.data?.columns.map((one) => one.name) ?? [];
  const chosen = columns ?? every;
  const start = () => {
    if (!way) return;
    const some = chosen.length === every.length ? [] : every.filter((one) => chosen.includes(one));
    begin.mutate({ target: way.target, format, language, columns: some, ...asked(query) });
  };
  return (
    <Modal
      open
      title={t(query.ids ? 'titlePicked' : 'title')}
      onCancel={onClose}
      okText={t('start')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={begin.isPending}
      onOk={start}
    >
      <div className={styles.dialog}>
        <p className={styles.weak}>
          {query.ids
            ? t('whatPicked', { count: query.ids.length, shown: number(query.ids.length) })
            : t('what')}
        </p>
        <Segmented
          block
          aria-label={t('format')}
          value={format}
          options={FORMATS.map((value) => ({ value, label: t(`formats.${value}`) }))}
          onChange={setFormat}
        />
        <label htmlFor={id}>{t('language')}</label>
        <Select
          id={id}
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onChange={setLanguage}
        />
        {target.isPending && <Skeleton active />}
        {target.error && <ErrorState error={target.error} retry={() => void target.refetch()} />}
        {target.data && (
          <Columns target={target.data} language={language} chosen={chosen} onChange={setColumns} />
        )}
        {begin.error && <p role="alert">{problem(begin.error)}</p>}
      </div>
    </Modal>
  );
}

function useTarget(list: string) {
  const way = exportOf(list);
  return useQuery({
    queryKey: [...list.split('.'), 'export', 'target'],
    queryFn: async () => {
      const found = (await way?.door.targets())?.find((one) => one.name === way?.target);
      if (!found) throw new Error(`${list} is not exported`);
      return found;
    },
  });
}

function useBegin(door: ExportDoor | undefined, onClose: () => void) {
  const follow = useFollowExport();
  return useMutation({
    mutationFn: async (body: Parameters<ExportDoor['begin']>[0]) => door?.begin(body),
    onSuccess: (begun) => {
      if (door && begun) void follow(door, begun);
      onClose();
    },
  });
}

interface ColumnsProps {
  target: ExportTarget;
  language: Language;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

function Columns({ target, language, chosen, onChange }: ColumnsProps) {
  const { t } = useTranslation('ui/exports');
  const [typed, setTyped] = useState('');
  const named = target.columns.map(({ name, titles }) => ({ value: name, label: titles[language] ?? name }));
  const wanted = typed.trim().toLowerCase();
  const shown = named.filter(({ label }) => label.toLowerCase().includes(wanted));
  const names = shown.map((one) => one.value);
  const others = chosen.filter((one) => !names.includes(one));
  const all = chosen.length === named.length;
  return (
    <fieldset className={styles.columns}>
      <legend>
        {t('columns')}{' '}
        <span className={styles.weak}>
          {all ? t('allColumns') : t('chosenColumns', { count: chosen.length })}
        </span>
      </legend>
      <div className={styles.tools}>
        <Input
          allowClear
          size="small"
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="small" type="link" onClick={() => onChange([...others, ...names])}>
          {t('every')}
        </Button>
        <Button size="small" type="link" onClick={() => onChange(others)}>
          {t('none')}
        </Button>
      </div>
      <Checkbox.Group
        className={styles.boxes}
        options={shown}
        value={chosen.filter((one) => names.includes(one))}
        onChange={(now) => onChange([...others, ...now])}
      />
    </fieldset>
  );
}
