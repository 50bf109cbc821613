import { App, Button, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { localOf } from '../ui/moments';
import { useProblemText } from '../ui/problems';
import { useTimelineContext } from './context';
import { DraftForm } from './DraftForm';
import { bodyOf, emptyDraft, isWritten, type Draft } from './drafts';
import { useRecord } from './queries';
import styles from './Timeline.module.css';

const KEY = navigator.userAgent.includes('Mac') ? '⌘ ↵' : 'Ctrl ↵';

/** The quick entry of a call, meeting, note…: one line until somebody writes. */
export function Composer() {
  const { t } = useTranslation('timeline');
  const { message } = App.useApp();
  const problem = useProblemText();
  const zone = useMe().time_zone;
  const { about, names, customers, mayAt } = useTimelineContext();
  const { mutate: record } = useRecord(about);
  const own = 'contactId' in about;
  const empty = emptyDraft(own ? about.contactId : null);
  const [draft, setDraft] = useState(empty);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const text = useRef<TextAreaRef>(null);
  const places = [...customers].filter(([id]) => mayAt(id)).map(([value, label]) => ({ value, label }));
  const at = (places.find((one) => one.value === chosen) ?? places[0])?.value;
  const customerId = own ? at : about.customerId;

  const begin = () => {
    if (open) return;
    setOpen(true);
    setDraft((current) => ({ ...current, at: current.at || localOf(new Date(), zone) }));
  };
  const close = () => {
    setOpen(false);
    setDraft(empty);
  };
  /** What was typed stays. */
  const fold = () => {
    setOpen(false);
    text.current?.blur();
  };
  const save = () => {
    if (!customerId || !isWritten(draft)) return;
    record(body(draft, customerId, zone), {
      onError: (error) => {
        void message.error(problem(error));
        setDraft(draft);
        setOpen(true);
      },
    });
    close();
    text.current?.blur();
  };
  if (!customerId || !mayAt(customerId)) return null;
  return (
    <div className={styles.composer} onFocus={begin}>
      <DraftForm
        {...{ draft, open, text }}
        label={t('composer.label')}
        contacts={own ? NOBODY : names}
        onChange={setDraft}
        onSave={save}
        onCancel={fold}
      >
        {places.length > 1 && (
          <Select aria-label={t('composer.customer')} value={at} onChange={setChosen} options={places} />
        )}
        <span className={styles.quiet}>{t('composer.hint', { key: KEY })}</span>
        <Button onClick={close}>{t('composer.cancel')}</Button>
        <Button type="primary" htmlType="submit" disabled={!isWritten(draft)}>
          {t('composer.save')}
        </Button>
      </DraftForm>
    </div>
  );
}

/** What still says the minute the form was opened in happened now. */
function body(draft: Draft, customerId: string, zone: string) {
  const now = new Date();
  const recent = now.getTime() - 3_600_000;
  const made = bodyOf(draft, customerId, zone, now);
  const untouched = Date.parse(made.occurred_at) > recent && draft.at >= localOf(new Date(recent), zone);
  return untouched && draft.channel === 'note' ? { ...made, occurred_at: now.toISOString() } : made;
}

const NOBODY: ReadonlyMap<string, string> = new Map();
