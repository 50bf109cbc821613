import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import { Standing, type Tone } from '../ui/states/Standing';
import type { Template } from './queries';
import styles from './templates.module.css';

const TONES: Record<Template['state'], Tone> = { draft: 'warning', active: 'success', replaced: 'quiet' };

/** What was sent before; a text can be taken up again from any of them. */
export function Versions({
  versions,
  onTake,
}: {
  versions: readonly Template[];
  onTake: (version: Template) => void;
}) {
  const { t } = useTranslation('notification-templates');
  const format = useFormat();
  return (
    <section className={styles.panel}>
      <h2>{t('versions')}</h2>
      {versions.length === 0 && <p className={styles.hint}>{t('versionsNone')}</p>}
      <ol className={styles.versions} reversed>
        {versions.map((one) => (
          <li key={one.id}>
            <span>{t('version', { number: one.number })}</span>
            <Standing tone={TONES[one.state]}>{t(`states.${one.state}`)}</Standing>
            <time className={styles.hint} dateTime={one.updated_at} title={format.moment(one.updated_at)}>
              {format.relative(one.updated_at)}
            </time>
            <Button size="small" aria-label={t('takeOf', { number: one.number })} onClick={() => onTake(one)}>
              {t('take')}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
