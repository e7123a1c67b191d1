import type { Language } from '../../words/language.ts';

/**
 * What questions are made of ("how", "can", "must") in the languages whose list of stop words is short and lacks it.
 * Written as words are compared, without accents.
 */
export const SMALL_WORDS: { readonly [language in Language]?: ReadonlySet<string> } = {
  fr: wordsOf(
    'comment combien pourquoi quand quoi lequel laquelle lesquels lesquelles quelqu si plus moins chez deja alors encore aussi ' +
      'peut peux peuvent pouvez pouvons puis pourrait pourrions pouvoir faut faudrait doit dois doivent devons devez devrait ' +
      'fait fais font faites faisons veut veux veulent voulons vont va ca elle elles tout toute tous toutes ' +
      'tres bien bon bonne entre',
  ),
  es: wordsOf(
    'cuanto cuanta cuantos cuantas cuales quienes si mas tan es son ser esta estan estamos este estos estas eso esto ' +
      'puede pueden puedo podemos podria podrian debe deben debo debemos hay tiene tienen tengo tener hace hacen hago hacemos hacer ' +
      'tenga tengan sea sean va van ha han hemos he nuestra nuestro nuestras nuestros usted ustedes ' +
      'todo toda todos todas cada bien entre',
  ),
};

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
