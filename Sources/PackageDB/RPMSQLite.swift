import CSQLite

/// The SQLite database of rpm 4.16 and later: `rpmdb.sqlite`, table `Packages`.
///
/// SQLite sees a private copy in memory, read-only, and nothing of the file system. The content is hostile until proven otherwise: no
/// view, trigger or function of the schema runs, and the number of steps is bounded.
enum RPMSQLite {
    /// The headers by their numbers, in the order of the numbers.
    ///
    /// - Parameter bytes: the database's file, with its log applied.
    static func headers(_ bytes: [UInt8]) throws(RPMDamage) -> [(instance: UInt32, bytes: [UInt8])] {
        guard bytes.count >= 512, bytes.starts(with: "SQLite format 3\0".utf8) else {
            throw RPMDamage("it does not start as a database of SQLite does")
        }
        var image = bytes
        // A file in memory has no log: these say that there is none.
        image[18] = 1
        image[19] = 1
        let result = image.withUnsafeMutableBufferPointer { buffer -> Result<[(instance: UInt32, bytes: [UInt8])], RPMDamage> in
            Result { () throws(RPMDamage) in
                let connection = try Connection(buffer)
                defer { connection.close() }
                return try connection.packages()
            }
        }
        return try result.get()
    }

    /// A connection to bytes in memory; used by one function and closed there.
    private final class Connection {
        private let database: OpaquePointer
        private let bytes: Int
        /// How many thousand steps are left.
        private let budget: UnsafeMutablePointer<Int>

        init(_ buffer: UnsafeMutableBufferPointer<UInt8>) throws(RPMDamage) {
            var handle: OpaquePointer?
            let code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, nil)
            guard code == SQLITE_OK, let handle else {
                sqlite3_close_v2(handle)
                throw RPMDamage("SQLite does not start (error \(code))")
            }
            database = handle
            bytes = buffer.count
            budget = .allocate(capacity: 1)
            // A step or so for each byte: all tables of a real database are gone through with far fewer.
            budget.initialize(to: 10_000 + buffer.count / 1000)
            let on = [SQLITE_DBCONFIG_DEFENSIVE]
            let off = [
                SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_ENABLE_TRIGGER,
                SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML,
            ]
            for option in on { _ = stigready_sqlite3_db_config(handle, option, 1) }
            for option in off { _ = stigready_sqlite3_db_config(handle, option, 0) }
            sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 28)
            sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 16)
            sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 64)
            sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 32)
            sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
            sqlite3_progress_handler(
                handle, 1000,
                { budget in
                    guard let left = budget?.assumingMemoryBound(to: Int.self) else { return 1 }
                    left.pointee -= 1
                    return left.pointee < 0 ? 1 : 0
                }, budget)
            let size = Int64(buffer.count)
            let loaded = sqlite3_deserialize(handle, "main", buffer.baseAddress, size, size, UInt32(SQLITE_DESERIALIZE_READONLY))
            guard loaded == SQLITE_OK else {
                close()
                throw RPMDamage("SQLite does not take it (error \(loaded))")
            }
        }

        func close() {
            sqlite3_close_v2(database)
            budget.deallocate()
        }

        func packages() throws(RPMDamage) -> [(instance: UInt32, bytes: [UInt8])] {
            try rows("PRAGMA cell_size_check = on") { _ throws(RPMDamage) in }
            var tables = 0
            try rows("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'Packages' AND rootpage > 0") { _ throws(RPMDamage) in
                tables += 1
            }
            var columns = 0
            try rows("SELECT 1 FROM pragma_table_xinfo('Packages') WHERE name IN ('hnum', 'blob') AND hidden = 0") { _ throws(RPMDamage) in
                columns += 1
            }
            guard tables == 1, columns == 2 else { throw RPMDamage("it has no table Packages of rpm") }
            // Pages that nothing leads to would be packages that nobody sees.
            try rows("PRAGMA quick_check(1)") { statement throws(RPMDamage) in
                let verdict = sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
                guard verdict == "ok" else { throw RPMDamage("SQLite's check of it says: \(verdict.prefix(200))") }
            }
            var headers: [(instance: UInt32, bytes: [UInt8])] = []
            var total = 0
            try rows("SELECT hnum, blob FROM Packages ORDER BY hnum") { statement throws(RPMDamage) in
                let number = sqlite3_column_int64(statement, 0)
                guard sqlite3_column_type(statement, 0) == SQLITE_INTEGER, let instance = UInt32(exactly: number), instance > 0,
                    sqlite3_column_type(statement, 1) == SQLITE_BLOB, let blob = sqlite3_column_blob(statement, 1)
                else { throw RPMDamage("row \(number) of its table Packages is not a number and a header") }
                let count = Int(sqlite3_column_bytes(statement, 1))
                total += count
                // Rows that share their pages could otherwise be more than the file.
                guard total <= bytes else { throw RPMDamage("its headers are larger than the file") }
                headers.append((instance, Array(UnsafeRawBufferPointer(start: blob, count: count))))
            }
            for (left, right) in zip(headers, headers.dropFirst()) where left.instance == right.instance {
                throw RPMDamage("header \(left.instance) is there twice")
            }
            return headers
        }

        private func rows(_ query: String, _ body: (OpaquePointer) throws(RPMDamage) -> Void) throws(RPMDamage) {
            var prepared: OpaquePointer?
            let code = sqlite3_prepare_v2(database, query, -1, &prepared, nil)
            guard code == SQLITE_OK, let statement = prepared else { throw failure(code) }
            defer { sqlite3_finalize(statement) }
            while true {
                let step = sqlite3_step(statement)
                if step == SQLITE_DONE { return }
                guard step == SQLITE_ROW else { throw failure(step) }
                try body(statement)
            }
        }

        private func failure(_ code: Int32) -> RPMDamage {
            if code == SQLITE_INTERRUPT { return RPMDamage("reading it takes more steps than a database of its size can need") }
            return RPMDamage("SQLite says: \(String(cString: sqlite3_errmsg(database)).prefix(200))")
        }
    }
}
