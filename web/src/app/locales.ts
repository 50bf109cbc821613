/** antd's own texts and dayjs's, in the language of the page. */
import type { ConfigProviderProps } from 'antd';
import dayjs from 'dayjs';

export type AntdLocale = NonNullable<ConfigProviderProps['locale']>;

const LOADERS: Record<string, () => Promise<AntdLocale>> = {
  'zh-CN': async () => {
    await import('dayjs/locale/zh-cn');
    dayjs.locale('zh-cn');
    return (await import('antd/locale/zh_CN')).default;
  },
  'zh-TW': async () => {
    await import('dayjs/locale/zh-tw');
    dayjs.locale('zh-tw');
    return (await import('antd/locale/zh_TW')).default;
  },
  en: async () => {
    dayjs.locale('en');
    return (await import('antd/locale/en_US')).default;
  },
};

export async function antdLocale(language: string): Promise<AntdLocale | undefined> {
  return LOADERS[language]?.();
}
