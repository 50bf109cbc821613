import { SearchOutlined } from '@ant-design/icons';
import { Input, Modal, Spin } from 'antd';
import { useCallback, useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProblemText } from '../ui/problems';
import { Results } from './Results';
import styles from './search.module.css';
import { useFound, type Entry, type Found } from './useEntries';

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The search of everything: records, pages and actions; all of it by the keyboard. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [hurried, setHurried] = useState(false);
  const found = useFound(typed);
  const { groups, old } = found;
  const entries = groups.flatMap((group) => group.entries);
  const active = Math.min(at, entries.length - 1);

  const take = useCallback(
    (entry: Entry) => {
      onClose();
      if (entry.path) void navigate(entry.path);
      entry.run?.();
    },
    [navigate, onClose],
  );
  // Enter before the answer is there means its first hit, not what stood there before.
  const first = entries[0];
  useEffect(() => {
    if (hurried && !old && first) take(first);
  }, [hurried, old, first, take]);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter and arrows choose characters then
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      setAt((active + step + entries.length) % Math.max(entries.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const chosen = entries[active];
      if (old && at === 0) setHurried(true);
      else if (chosen) take(chosen);
    }
  };
  return (
    <Modal
      open
      onCancel={onClose}
      title={<span className="unseen">{t('placeholder')}</span>}
      footer={null}
      closable={false}
      width={640}
      className={styles.dialog}
      styles={{ header: { margin: 0 } }}
    >
      <Input
        autoFocus
        variant="borderless"
        size="large"
        prefix={<SearchOutlined />}
        suffix={old && <Spin size="small" />}
        placeholder={t('placeholder')}
        role="combobox"
        aria-label={t('placeholder')}
        aria-expanded={entries.length > 0}
        aria-controls={list}
        aria-activedescendant={entries[active] && `${list}-${active}`}
        aria-autocomplete="list"
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setHurried(false);
        }}
        onKeyDown={press}
      />
      <Results id={list} groups={groups} active={active} old={old} onPoint={setAt} onTake={take} />
      <Said q={typed.trim()} found={found} none={entries.length === 0} />
      <p className={styles.keys} aria-hidden>
        <kbd>↑</kbd> <kbd>↓</kbd> {t('keys.choose')} · <kbd>↵</kbd> {t('keys.open')} · <kbd>esc</kbd>{' '}
        {t('keys.close')}
      </p>
    </Modal>
  );
}

/** What is to be said of the search as a whole. */
function Said({ q, found, none }: { q: string; found: Found; none: boolean }) {
  const { t, i18n } = useTranslation('search');
  const text = useProblemText();
  const { old, error, missing } = found;
  const named = (service: string) =>
    i18n.exists(`services.${service}`, { ns: 'search' })
      ? t(`services.${service}` as 'services.customer')
      : service;
  const nothing = q !== '' && none && !old && error === null && missing.length === 0;
  return (
    <p className={styles.said} role="status">
      {error !== null && text(error)}
      {missing.map((one) => t('missing', { what: named(one) })).join(' ')}
      {nothing && t('nothing', { q })}
    </p>
  );
}
