/** Whether somebody may be contacted and why: the gate's answer, what holds, the proof, their wishes. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddConsent } from './AddConsent';
import styles from './consents.module.css';
import { CurrentList } from './CurrentList';
import { MayContactNow } from './MayContactNow';
import { PreferencesPanel } from './PreferencesPanel';
import type { Subject } from './queries';
import type { Channel, Recordable } from './words';

export interface Pair {
  channel?: Channel;
  purpose?: Recordable;
}

interface Props {
  subject: Subject;
  /** Whether whoever looks may add to it. */
  may: boolean;
}

export function ConsentPanel({ subject, may }: Props) {
  const { t } = useTranslation('consents');
  const [adding, setAdding] = useState<Pair>();
  return (
    <div className={styles.panel}>
      <MayContactNow subject={subject} />
      <section className={styles.part}>
        <header className={styles.head}>
          <h2>{t('now.title')}</h2>
          {may && (
            <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding({})}>
              {t('add.button')}
            </Button>
          )}
        </header>
        <CurrentList subject={subject} onAdd={may ? setAdding : undefined} />
      </section>
      <PreferencesPanel subject={subject} may={may} />
      {adding && <AddConsent subject={subject} about={adding} onClose={() => setAdding(undefined)} />}
    </div>
  );
}
