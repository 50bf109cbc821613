/** The fields of an entry, for a new one and for a correction. */
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, InputNumber, Segmented, Select } from 'antd';
import { useId, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { isDirected, isTimed, onChannel, type Draft } from './drafts';
import { CHANNELS, type Channel, type EntryUpdate } from './filters';
import { iconOf } from './icons';
import styles from './Timeline.module.css';

const USUAL = 5;

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onSave: () => void;
  onCancel: () => void;
  /** Whom it can have been with. */
  contacts: ReadonlyMap<string, string>;
  /** Everything is shown, not only what a first line needs. */
  open: boolean;
  label: string;
  text?: Ref<TextAreaRef>;
  children?: ReactNode;
}

export function DraftForm({ draft, onChange, onSave, onCancel, open, label, text, ...rest }: Props) {
  const { t } = useTranslation('timeline');
  const shows = useShows();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSave();
    } else if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <form
      className={styles.form}
      aria-label={label}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <ChannelChoice value={draft.channel} onChange={(channel) => onChange(onChannel(draft, channel))} />
      {shows('summary') && (
        <Input.TextArea
          ref={text}
          aria-label={t('composer.summary')}
          placeholder={t(
            draft.channel === 'note' ? 'composer.placeholder.note' : 'composer.placeholder.other',
          )}
          autoSize={{ minRows: open ? 3 : 1, maxRows: 16 }}
          maxLength={20_000}
          value={draft.summary}
          onChange={(event) => onChange({ ...draft, summary: event.target.value })}
        />
      )}
      {open && <Details draft={draft} onChange={onChange} contacts={rest.contacts} />}
      {open && <div className={styles.submit}>{rest.children}</div>}
    </form>
  );
}

function ChannelChoice({ value, onChange }: { value: Channel; onChange: (channel: Channel) => void }) {
  const { t } = useTranslation('timeline');
  const usual = CHANNELS.slice(0, USUAL);
  const shown = usual.includes(value) ? usual : [...usual, value];
  const others = CHANNELS.filter((one) => !shown.includes(one));
  return (
    <div className={styles.channels}>
      <Segmented
        size="small"
        aria-label={t('composer.channel')}
        value={value}
        onChange={onChange}
        options={shown.map((one) => ({ value: one, label: t(`channels.${one}`), icon: iconOf(one) }))}
      />
      <Dropdown
        trigger={['click']}
        menu={{
          items: others.map((one) => ({
            key: one,
            label: t(`channels.${one}`),
            icon: iconOf(one),
            onClick: () => onChange(one),
          })),
        }}
      >
        <Button type="text" size="small" icon={<MoreOutlined />} aria-label={t('composer.more')} />
      </Dropdown>
    </div>
  );
}

/** Asks whether a field is shown to whoever looks. */
function useShows(): (name: keyof EntryUpdate) => boolean {
  const { masked } = useMe();
  return (name) => !masked.includes(`interaction.${name}`);
}

type DetailsProps = Pick<Props, 'draft' | 'onChange' | 'contacts'>;

function Details({ draft, onChange, contacts }: DetailsProps) {
  const { t } = useTranslation('timeline');
  const id = useId();
  const shows = useShows();
  const set = (changes: Partial<Draft>) => onChange({ ...draft, ...changes });
  return (
    <div className={styles.fields}>
      {isDirected(draft.channel) && (
        <div className={styles.field}>
          <span>{t('composer.direction')}</span>
          <Segmented
            block
            aria-label={t('composer.direction')}
            value={draft.direction}
            onChange={(direction) => set({ direction })}
            options={[
              { value: 'out' as const, label: t('composer.out') },
              { value: 'in' as const, label: t('composer.in') },
            ]}
          />
        </div>
      )}
      {contacts.size > 0 && (
        <Field id={`${id}-contact`} label={t('composer.contact')}>
          <Select
            id={`${id}-contact`}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.contactId}
            onChange={(contactId: string | undefined) => set({ contactId: contactId ?? null })}
            options={[...contacts].map(([value, label]) => ({ value, label }))}
          />
        </Field>
      )}
      <Field id={`${id}-at`} label={t('composer.at')}>
        <Input
          id={`${id}-at`}
          type="datetime-local"
          value={draft.at}
          onChange={(event) => set({ at: event.target.value })}
        />
      </Field>
      {isTimed(draft.channel) && shows('duration_seconds') && (
        <Field id={`${id}-minutes`} label={t('composer.minutes')}>
          <InputNumber
            id={`${id}-minutes`}
            min={0}
            max={10_080}
            value={draft.minutes}
            onChange={(minutes) => set({ minutes })}
          />
        </Field>
      )}
      {shows('follow_up') && (
        <Field id={`${id}-next`} label={t('composer.followUp')}>
          <Input
            id={`${id}-next`}
            maxLength={2000}
            value={draft.followUp}
            onChange={(event) => set({ followUp: event.target.value })}
          />
        </Field>
      )}
      {shows('follow_up_on') && (
        <Field id={`${id}-by`} label={t('composer.followUpOn')}>
          <Input
            id={`${id}-by`}
            type="date"
            value={draft.followUpOn}
            onChange={(event) => set({ followUpOn: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

interface FieldProps {
  id: string;
  label: string;
  children: ReactNode;
}

function Field({ id, label, children }: FieldProps) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
