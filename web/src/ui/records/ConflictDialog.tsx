import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../fields/FieldValue';
import { isEmpty } from '../fields/values';
import styles from './records.module.css';
import type { Conflict } from './saving';
import type { Changes, Clash } from './useRecordSaving';

type Choice = 'yours' | 'theirs' | 'original';
const CHOICES: readonly Choice[] = ['yours', 'theirs', 'original'];

interface Props {
  clash: Clash;
  onSettle: (chosen: Changes) => void;
  onCancel: () => void;
}

/** Somebody else changed the same: the three values side by side, and a choice for each field. */
export function ConflictDialog({ clash, onSettle, onCancel }: Props) {
  const { t } = useTranslation('ui/records');
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  const choiceOf = (conflict: Conflict): Choice => chosen[conflict.field.name] ?? 'yours';
  const settle = () => {
    const names = new Set(clash.conflicts.map((one) => one.field.name));
    const rest = Object.entries(clash.changes).filter(([name]) => !names.has(name));
    const picked = clash.conflicts
      .filter((one) => choiceOf(one) !== 'theirs') // theirs is what is there already
      .map((one) => [one.field.name, one[choiceOf(one)] ?? null] as const);
    onSettle(Object.fromEntries([...rest, ...picked]));
  };
  return (
    <Modal
      open
      width={720}
      title={t('conflict.title')}
      okText={t('conflict.keep')}
      onOk={settle}
      onCancel={onCancel}
    >
      <p>{t('conflict.text')}</p>
      {clash.conflicts.map((conflict) => (
        <fieldset key={conflict.field.name} className={styles.conflict}>
          <legend>{conflict.field.label}</legend>
          <Radio.Group
            value={choiceOf(conflict)}
            onChange={(event) => {
              const choice = CHOICES.find((one) => one === event.target.value);
              if (choice) setChosen({ ...chosen, [conflict.field.name]: choice });
            }}
          >
            <div className={styles.values}>
              {CHOICES.map((choice) => (
                <Radio key={choice} value={choice} className={styles.option}>
                  <strong>{t(`conflict.${choice}`)}</strong>
                  <span className={styles.held}>
                    {isEmpty(conflict[choice]) ? (
                      <span className={styles.empty}>{t('empty')}</span>
                    ) : (
                      <FieldValue field={conflict.field} value={conflict[choice]} />
                    )}
                  </span>
                </Radio>
              ))}
            </div>
          </Radio.Group>
        </fieldset>
      ))}
    </Modal>
  );
}
