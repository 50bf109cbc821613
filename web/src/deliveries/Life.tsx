import { useFormat } from '../ui/format';
import styles from './deliveries.module.css';
import { Reason, State } from './drawn';
import { TONES } from './reasons';
import type { Step } from './queries';

/** A message's life, step by step, the last one first. */
export function Life({ steps }: { steps: readonly Step[] }) {
  const format = useFormat();
  return (
    <ol className={styles.life} reversed>
      {[...steps]
        .sort((a, b) => b.version - a.version)
        .map((step) => (
          <li key={step.version} data-tone={TONES[step.state]}>
            <State value={step.state} />
            <div>
              <Reason value={step.reason} />
              {step.provider && <span className={styles.hint}> · {step.provider}</span>}
            </div>
            <time className={styles.hint} dateTime={step.at} title={format.relative(step.at)}>
              {format.moment(step.at)}
            </time>
          </li>
        ))}
    </ol>
  );
}
