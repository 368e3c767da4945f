const expo = require('eslint-config-expo/flat');

module.exports = [
  ...expo,
  { ignores: ['dist*/', '.expo/', 'node_modules/'] },
  {
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      // TypeScript already checks that imports can be resolved.
      'import/no-unresolved': 'off',
    },
  },
];
