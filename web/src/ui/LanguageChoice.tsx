import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES } from '../i18n';
import styles from './LanguageChoice.module.css';

/** As people who speak them look for them. */
export const LANGUAGE_NAMES = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' } as const;

/** The languages by their own names. */
export function LanguageChoice() {
  const { i18n } = useTranslation();
  return (
    <div className={styles.choice}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={i18n.language === one}
          onClick={() => void changeLanguage(one)}
        >
          {LANGUAGE_NAMES[one]}
        </button>
      ))}
    </div>
  );
}
