import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { PersonEditor } from '../ui/fields/editors/chosen';
import { EntriesEditor } from '../ui/fields/editors/EntriesEditor';
import { textOf } from '../ui/fields/values';
import styles from './lead-rules.module.css';
import type { Member } from './queries';

interface Props {
  members: readonly Member[];
  onChange: (members: readonly Member[]) => void;
  errorAt: (place: string) => string | undefined;
  /** What is wrong with all of them. */
  error?: string;
}

/** Who gets leads of a rule in turn: how many for each of the others', and until how many they take. */
export function MembersField({ members, onChange, errorAt, error }: Props) {
  const { t } = useTranslation('lead-rules');
  return (
    <div className={styles.asked}>
      <span className={styles.label}>{t('members')}</span>
      <p className={styles.hint}>{t('membersHint')}</p>
      <EntriesEditor<Member>
        label={t('members')}
        entries={members}
        onChange={onChange}
        fresh={() => ({ user_id: '', weight: 1, capacity: null })}
        add={t('addMember')}
        part="user_id"
        errorAt={errorAt}
        row={(one, set) => (
          <>
            <div className={styles.person}>
              <PersonEditor
                field={{ name: 'user_id', kind: 'person', label: t('person'), required: true }}
                value={one.user_id}
                onChange={(id) => set({ user_id: textOf(id) })}
              />
            </div>
            <InputNumber
              className={styles.figure}
              min={1}
              max={100}
              precision={0}
              prefix={t('weight')}
              aria-label={t('weightOf')}
              value={one.weight}
              onChange={(weight) => set({ weight: weight ?? 1 })}
            />
            <InputNumber
              className={styles.figure}
              min={1}
              max={10_000}
              precision={0}
              prefix={t('upTo')}
              placeholder={t('anyNumber')}
              aria-label={t('capacityOf')}
              value={one.capacity}
              onChange={(capacity) => set({ capacity })}
            />
          </>
        )}
      />
      {error && members.length === 0 && (
        <p className={styles.fault} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
