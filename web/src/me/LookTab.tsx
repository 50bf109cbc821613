import { App, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { THEMES, useTheme, type Theme } from '../app/theme';
import { useProblemText } from '../ui/problems';
import { chooseOwnTheme } from './look';
import styles from './me.module.css';

/** Light or dark, in every browser one signs in with. */
export function LookTab() {
  const { t } = useTranslation(['me', 'app']);
  const { message } = App.useApp();
  const text = useProblemText();
  const choose = (theme: Theme) => {
    chooseOwnTheme(theme).catch((error: unknown) => void message.error(text(error)));
  };
  return (
    <section className={styles.form} aria-labelledby="look-title">
      <h2 id="look-title">{t('look.title')}</h2>
      <p className={styles.hint}>{t('look.text')}</p>
      <Radio.Group
        aria-labelledby="look-title"
        value={useTheme()}
        onChange={(event) => {
          const theme = THEMES.find((one) => one === event.target.value);
          if (theme) choose(theme);
        }}
        options={THEMES.map((one) => ({ value: one, label: t(`app:themes.${one}`) }))}
      />
    </section>
  );
}
