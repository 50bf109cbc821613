import { DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { useEffect, useId, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { REQUIRED, type StageGiven } from '../queries';
import styles from './administration.module.css';
import { useDraggedRow } from './dragging';

interface Props {
  stage: StageGiven;
  index: number;
  /** The keyboard moved it just now: its handle keeps the focus. */
  held: boolean;
  fault: (part: string) => string | undefined;
  onChange: (changes: Partial<StageGiven>) => void;
  onStep: (by: 1 | -1) => void;
  onDrop: (from: number, gap: number) => void;
  onRemove?: () => void;
}

/** A stage: its name, how likely its deals are, what it asks for, when its deals rot. */
export function StageRow({ stage, index, held, fault, onChange, onStep, onDrop, onRemove }: Props) {
  const { t } = useTranslation('pipelines');
  const id = useId();
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const side = useDraggedRow({ row, handle, index, onDrop });
  const wrong = fault('name') ?? fault('probability') ?? fault('rotting_days') ?? fault('required_fields');
  const { name } = stage;
  return (
    <li ref={row} className={styles.stage} data-side={side}>
      <Handle {...{ handle, name, held, onStep }} />
      <label className={styles.wide} htmlFor={`${id}name`}>
        {t('stages.name')}
        <Input
          id={`${id}name`}
          value={name}
          maxLength={200}
          status={fault('name') && 'error'}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </label>
      <label htmlFor={`${id}probability`}>
        {t('stages.probability')}
        <InputNumber
          id={`${id}probability`}
          min={0}
          max={100}
          precision={0}
          suffix="%"
          value={stage.probability}
          onChange={(probability) => onChange({ probability: probability ?? 0 })}
        />
      </label>
      <label htmlFor={`${id}days`}>
        {t('stages.rotting')}
        <InputNumber
          id={`${id}days`}
          min={1}
          max={3650}
          precision={0}
          placeholder={t('stages.never')}
          suffix={t('stages.days')}
          value={stage.rotting_days}
          onChange={(rotting_days) => onChange({ rotting_days })}
        />
      </label>
      <label className={styles.wide} htmlFor={`${id}required`}>
        {t('stages.required')}
        <Select
          id={`${id}required`}
          mode="multiple"
          placeholder={t('stages.nothing')}
          value={stage.required_fields ?? []}
          options={REQUIRED.map((value) => ({ value, label: t(`required.${value}`) }))}
          onChange={(required_fields) => onChange({ required_fields })}
        />
      </label>
      <Button
        type="text"
        className={styles.remove}
        icon={<DeleteOutlined />}
        disabled={!onRemove}
        aria-label={t('stages.remove', { name })}
        onClick={onRemove}
      />
      {wrong && (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
    </li>
  );
}

interface HandleProps extends Pick<Props, 'held' | 'onStep'> {
  handle: RefObject<HTMLButtonElement | null>;
  name: string;
}

/** Dragged with the pointer, or moved with the arrow keys. */
function Handle({ handle, name, held, onStep }: HandleProps) {
  const { t } = useTranslation('pipelines');
  useEffect(() => {
    if (held) handle.current?.focus();
  }, [held, handle]);
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by === null) return;
    event.preventDefault();
    onStep(by);
  };
  return (
    <button
      ref={handle}
      type="button"
      className={styles.handle}
      aria-label={t('stages.handle', { name })}
      title={t('stages.handleHint')}
      onKeyDown={press}
    >
      <HolderOutlined />
    </button>
  );
}
