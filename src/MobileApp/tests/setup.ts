jest.mock('@react-native-async-storage/async-storage', () => jest.requireActual('@react-native-async-storage/async-storage/jest/async-storage-mock'));

jest.mock('expo-crypto', () => ({ getRandomValues: jest.requireActual('node:crypto').webcrypto.getRandomValues.bind(jest.requireActual('node:crypto').webcrypto) }));
