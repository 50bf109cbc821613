import { Alert, App, Form, Input, Modal, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problems';
import { useMe } from '../session/session';
import { useFieldErrorText, useProblemText } from '../ui/problems';
import styles from './consents.module.css';
import type { Pair } from './ConsentPanel';
import { bodyOf, emptyEntry, isPermission, withChange, type EntryDraft } from './entries';
import { useAddConsent, type Subject } from './queries';
import { basesOf, CHANNELS, RECORDABLE, SOURCES, STATES, useConsentWords } from './words';

interface Props {
  subject: Subject;
  about: Pair;
  onClose: () => void;
}

/** A new entry of what somebody said. It becomes evidence, so it cannot be edited later. */
export function AddConsent({ subject, about, onClose }: Props) {
  const { t } = useTranslation('consents');
  const { message } = App.useApp();
  const zone = useMe().time_zone;
  const { mutate: add, isPending, error } = useAddConsent(subject);
  const [draft, setDraft] = useState(() => emptyEntry(about));
  const save = () =>
    add(bodyOf(draft, zone), {
      onSuccess: () => {
        void message.success(t('add.done'));
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t('add.title')}
      okText={t('add.save')}
      cancelText={t('add.cancel')}
      onOk={save}
      onCancel={onClose}
      confirmLoading={isPending}
    >
      <Form layout="vertical" className={styles.grid} onFinish={save} requiredMark={false}>
        <What draft={draft} onChange={(change) => setDraft(withChange(draft, change))} />
        <Proof draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} error={error} />
        <Refused error={error} />
        <button type="submit" hidden />
        <Alert type="info" title={t('add.permanent')} className={styles.whole} />
      </Form>
    </Modal>
  );
}

function Refused({ error }: { error: unknown }) {
  const problem = useProblemText();
  if (!error) return null;
  return <Alert type="error" title={problem(error)} className={styles.whole} />;
}

interface PartProps {
  draft: EntryDraft;
  onChange: (change: Partial<EntryDraft>) => void;
}

function What({ draft, onChange }: PartProps) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const bases = basesOf(draft.purpose, draft.state);
  return (
    <>
      <Form.Item label={t('now.channel')} htmlFor="consent-channel">
        <Select
          id="consent-channel"
          value={draft.channel}
          onChange={(channel) => onChange({ channel })}
          options={CHANNELS.map((value) => ({ value, label: words.channels(value) }))}
        />
      </Form.Item>
      <Form.Item label={t('now.purpose')} htmlFor="consent-purpose">
        <Select
          id="consent-purpose"
          value={draft.purpose}
          onChange={(purpose) => onChange({ purpose })}
          options={RECORDABLE.map((value) => ({ value, label: words.purposes(value) }))}
        />
      </Form.Item>
      <Form.Item label={t('add.state')} className={styles.whole}>
        <Segmented
          block
          aria-label={t('add.state')}
          value={draft.state}
          onChange={(state) => onChange({ state })}
          options={STATES.map((value) => ({ value, label: words.states(value) }))}
        />
      </Form.Item>
      {isPermission(draft.state) && bases.length > 1 && (
        <Form.Item label={t('add.basis')} htmlFor="consent-basis">
          <Select
            id="consent-basis"
            value={draft.basis}
            onChange={(basis) => onChange({ basis })}
            options={bases.map((value) => ({ value, label: words.bases(value) }))}
          />
        </Form.Item>
      )}
      <Form.Item label={t('add.source')} htmlFor="consent-source">
        <Select
          id="consent-source"
          value={draft.source}
          onChange={(source) => onChange({ source })}
          options={SOURCES.map((value) => ({ value, label: words.sources(value) }))}
        />
      </Form.Item>
    </>
  );
}

const POINTERS = {
  given: '/given_at',
  until: '/valid_until',
  wording: '/wording',
  version: '/wording/version',
  url: '/evidence/url',
  reference: '/evidence/reference',
} as const;
type Line = keyof typeof POINTERS;

function Proof({ draft, onChange, error }: PartProps & { error: unknown }) {
  const { t } = useTranslation('consents');
  const fault = useFieldErrorText();
  const input = (line: Line, label: string, type?: string, hint?: string) => {
    const found = error instanceof ProblemError ? error.at(POINTERS[line]) : undefined;
    const id = `consent-${line}`;
    const props = { id, value: draft[line], 'aria-invalid': found !== undefined };
    return (
      <Form.Item
        label={label}
        className={line === 'given' || line === 'until' ? undefined : styles.whole}
        htmlFor={id}
        extra={hint}
        validateStatus={found && 'error'}
        help={found && fault(found)}
      >
        {line === 'wording' ? (
          <Input.TextArea
            {...props}
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={20_000}
            onChange={(event) => onChange({ wording: event.target.value })}
          />
        ) : (
          <Input {...props} type={type} onChange={(event) => onChange({ [line]: event.target.value })} />
        )}
      </Form.Item>
    );
  };
  return (
    <>
      {input('given', t('add.given'), 'datetime-local', t('add.givenHint'))}
      {isPermission(draft.state) && input('until', t('add.until'), 'datetime-local')}
      {input('wording', t('add.wording'))}
      {draft.wording.trim() && input('version', t('add.wordingVersion'))}
      {input('url', t('add.url'), 'url')}
      {input('reference', t('add.reference'))}
    </>
  );
}
