import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTargets } from './calls';
import { useExample, type Length } from './example';
import { useFieldNames } from './fields/fieldNames';
import styles from './imports.module.css';
import { useService } from './place';

const LENGTHS: readonly Length[] = ['usual', 'all'];

/** Files to begin with, for each object that can be imported here. */
export function Examples() {
  const { t } = useTranslation('imports');
  const service = useService();
  const targets = useTargets().data?.filter((one) => !one.belongs_to) ?? [];
  const names = useFieldNames();
  const save = useExample();
  return (
    <section className={styles.section} aria-labelledby="examples">
      <h2 id="examples">{t('examples.title')}</h2>
      <p className={styles.lead}>{t(`examples.text.${service}`)}</p>
      {targets.map((target) => (
        <div key={target.name} className={styles.row}>
          <span>{names.target(target.name)}</span>
          {LENGTHS.map((length) => {
            const says = { target: names.target(target.name), length: t(`examples.${length}`) };
            return (
              <Button
                key={length}
                size="small"
                icon={<DownloadOutlined />}
                aria-label={t('examples.download', says)}
                onClick={() => save(target, length)}
              >
                {says.length}
              </Button>
            );
          })}
        </div>
      ))}
    </section>
  );
}
